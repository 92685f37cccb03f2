# Written by scripts/update_framework_types.py.
import cdktf_cdktf_provider_aws.autoscaling_group
import cdktf_cdktf_provider_aws.cloudwatch_dashboard
import cdktf_cdktf_provider_aws.cloudwatch_event_rule
import cdktf_cdktf_provider_aws.cloudwatch_event_target
import cdktf_cdktf_provider_aws.cloudwatch_log_group
import cdktf_cdktf_provider_aws.cloudwatch_log_metric_filter
import cdktf_cdktf_provider_aws.cloudwatch_log_resource_policy
import cdktf_cdktf_provider_aws.cloudwatch_metric_alarm
import cdktf_cdktf_provider_aws.data_aws_caller_identity
import cdktf_cdktf_provider_aws.data_aws_ecr_repository
import cdktf_cdktf_provider_aws.data_aws_iam_openid_connect_provider
import cdktf_cdktf_provider_aws.data_aws_partition
import cdktf_cdktf_provider_aws.data_aws_region
import cdktf_cdktf_provider_aws.data_aws_subnet
import cdktf_cdktf_provider_aws.ecr_account_setting
import cdktf_cdktf_provider_aws.ecr_lifecycle_policy
import cdktf_cdktf_provider_aws.ecr_pull_through_cache_rule
import cdktf_cdktf_provider_aws.ecr_registry_policy
import cdktf_cdktf_provider_aws.ecr_registry_scanning_configuration
import cdktf_cdktf_provider_aws.ecr_replication_configuration
import cdktf_cdktf_provider_aws.ecr_repository
import cdktf_cdktf_provider_aws.ecr_repository_creation_template
import cdktf_cdktf_provider_aws.ecr_repository_policy
import cdktf_cdktf_provider_aws.ecrpublic_repository
import cdktf_cdktf_provider_aws.ecrpublic_repository_policy
import cdktf_cdktf_provider_aws.iam_instance_profile
import cdktf_cdktf_provider_aws.iam_openid_connect_provider
import cdktf_cdktf_provider_aws.iam_policy
import cdktf_cdktf_provider_aws.iam_role
import cdktf_cdktf_provider_aws.iam_role_policy
import cdktf_cdktf_provider_aws.iam_role_policy_attachment
import cdktf_cdktf_provider_aws.iam_user_policy
import cdktf_cdktf_provider_aws.instance
import cdktf_cdktf_provider_aws.kms_alias
import cdktf_cdktf_provider_aws.kms_key
import cdktf_cdktf_provider_aws.launch_template
import cdktf_cdktf_provider_aws.security_group
import cdktf_cdktf_provider_aws.sns_topic
import cdktf_cdktf_provider_aws.sns_topic_policy
import cdktf_cdktf_provider_aws.sns_topic_subscription
import cdktf_cdktf_provider_aws.sqs_queue
import cdktf_cdktf_provider_aws.sqs_queue_policy
import cdktf_cdktf_provider_aws.ssm_document
import cdktf_cdktf_provider_aws.ssm_parameter
import cdktf_cdktf_provider_aws.vpc_security_group_egress_rule
import cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule
import cdktn_provider_aws.autoscaling_group
import cdktn_provider_aws.cloudwatch_dashboard
import cdktn_provider_aws.cloudwatch_event_rule
import cdktn_provider_aws.cloudwatch_event_target
import cdktn_provider_aws.cloudwatch_log_group
import cdktn_provider_aws.cloudwatch_log_metric_filter
import cdktn_provider_aws.cloudwatch_log_resource_policy
import cdktn_provider_aws.cloudwatch_metric_alarm
import cdktn_provider_aws.data_aws_caller_identity
import cdktn_provider_aws.data_aws_ecr_repository
import cdktn_provider_aws.data_aws_iam_openid_connect_provider
import cdktn_provider_aws.data_aws_partition
import cdktn_provider_aws.data_aws_region
import cdktn_provider_aws.data_aws_subnet
import cdktn_provider_aws.ecr_account_setting
import cdktn_provider_aws.ecr_lifecycle_policy
import cdktn_provider_aws.ecr_pull_through_cache_rule
import cdktn_provider_aws.ecr_registry_policy
import cdktn_provider_aws.ecr_registry_scanning_configuration
import cdktn_provider_aws.ecr_replication_configuration
import cdktn_provider_aws.ecr_repository
import cdktn_provider_aws.ecr_repository_creation_template
import cdktn_provider_aws.ecr_repository_policy
import cdktn_provider_aws.ecrpublic_repository
import cdktn_provider_aws.ecrpublic_repository_policy
import cdktn_provider_aws.iam_instance_profile
import cdktn_provider_aws.iam_openid_connect_provider
import cdktn_provider_aws.iam_policy
import cdktn_provider_aws.iam_role
import cdktn_provider_aws.iam_role_policy
import cdktn_provider_aws.iam_role_policy_attachment
import cdktn_provider_aws.iam_user_policy
import cdktn_provider_aws.instance
import cdktn_provider_aws.kms_alias
import cdktn_provider_aws.kms_key
import cdktn_provider_aws.launch_template
import cdktn_provider_aws.security_group
import cdktn_provider_aws.sns_topic
import cdktn_provider_aws.sns_topic_policy
import cdktn_provider_aws.sns_topic_subscription
import cdktn_provider_aws.sqs_queue
import cdktn_provider_aws.sqs_queue_policy
import cdktn_provider_aws.ssm_document
import cdktn_provider_aws.ssm_parameter
import cdktn_provider_aws.vpc_security_group_egress_rule
import cdktn_provider_aws.vpc_security_group_ingress_rule

class AutoscalingGroup(cdktf_cdktf_provider_aws.autoscaling_group.AutoscalingGroup, cdktn_provider_aws.autoscaling_group.AutoscalingGroup): ...  # type: ignore[misc]
class CloudwatchDashboard(cdktf_cdktf_provider_aws.cloudwatch_dashboard.CloudwatchDashboard, cdktn_provider_aws.cloudwatch_dashboard.CloudwatchDashboard): ...  # type: ignore[misc]
class CloudwatchEventRule(cdktf_cdktf_provider_aws.cloudwatch_event_rule.CloudwatchEventRule, cdktn_provider_aws.cloudwatch_event_rule.CloudwatchEventRule): ...  # type: ignore[misc]
class CloudwatchEventTarget(cdktf_cdktf_provider_aws.cloudwatch_event_target.CloudwatchEventTarget, cdktn_provider_aws.cloudwatch_event_target.CloudwatchEventTarget): ...  # type: ignore[misc]
class CloudwatchLogGroup(cdktf_cdktf_provider_aws.cloudwatch_log_group.CloudwatchLogGroup, cdktn_provider_aws.cloudwatch_log_group.CloudwatchLogGroup): ...  # type: ignore[misc]
class CloudwatchLogMetricFilter(cdktf_cdktf_provider_aws.cloudwatch_log_metric_filter.CloudwatchLogMetricFilter, cdktn_provider_aws.cloudwatch_log_metric_filter.CloudwatchLogMetricFilter): ...  # type: ignore[misc]
class CloudwatchLogResourcePolicy(cdktf_cdktf_provider_aws.cloudwatch_log_resource_policy.CloudwatchLogResourcePolicy, cdktn_provider_aws.cloudwatch_log_resource_policy.CloudwatchLogResourcePolicy): ...  # type: ignore[misc]
class CloudwatchMetricAlarm(cdktf_cdktf_provider_aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm, cdktn_provider_aws.cloudwatch_metric_alarm.CloudwatchMetricAlarm): ...  # type: ignore[misc]
class DataAwsCallerIdentity(cdktf_cdktf_provider_aws.data_aws_caller_identity.DataAwsCallerIdentity, cdktn_provider_aws.data_aws_caller_identity.DataAwsCallerIdentity): ...  # type: ignore[misc]
class DataAwsEcrRepository(cdktf_cdktf_provider_aws.data_aws_ecr_repository.DataAwsEcrRepository, cdktn_provider_aws.data_aws_ecr_repository.DataAwsEcrRepository): ...  # type: ignore[misc]
class DataAwsIamOpenidConnectProvider(cdktf_cdktf_provider_aws.data_aws_iam_openid_connect_provider.DataAwsIamOpenidConnectProvider, cdktn_provider_aws.data_aws_iam_openid_connect_provider.DataAwsIamOpenidConnectProvider): ...  # type: ignore[misc]
class DataAwsPartition(cdktf_cdktf_provider_aws.data_aws_partition.DataAwsPartition, cdktn_provider_aws.data_aws_partition.DataAwsPartition): ...  # type: ignore[misc]
class DataAwsRegion(cdktf_cdktf_provider_aws.data_aws_region.DataAwsRegion, cdktn_provider_aws.data_aws_region.DataAwsRegion): ...  # type: ignore[misc]
class DataAwsSubnet(cdktf_cdktf_provider_aws.data_aws_subnet.DataAwsSubnet, cdktn_provider_aws.data_aws_subnet.DataAwsSubnet): ...  # type: ignore[misc]
class EcrAccountSetting(cdktf_cdktf_provider_aws.ecr_account_setting.EcrAccountSetting, cdktn_provider_aws.ecr_account_setting.EcrAccountSetting): ...  # type: ignore[misc]
class EcrLifecyclePolicy(cdktf_cdktf_provider_aws.ecr_lifecycle_policy.EcrLifecyclePolicy, cdktn_provider_aws.ecr_lifecycle_policy.EcrLifecyclePolicy): ...  # type: ignore[misc]
class EcrPullThroughCacheRule(cdktf_cdktf_provider_aws.ecr_pull_through_cache_rule.EcrPullThroughCacheRule, cdktn_provider_aws.ecr_pull_through_cache_rule.EcrPullThroughCacheRule): ...  # type: ignore[misc]
class EcrRegistryPolicy(cdktf_cdktf_provider_aws.ecr_registry_policy.EcrRegistryPolicy, cdktn_provider_aws.ecr_registry_policy.EcrRegistryPolicy): ...  # type: ignore[misc]
class EcrRegistryScanningConfiguration(cdktf_cdktf_provider_aws.ecr_registry_scanning_configuration.EcrRegistryScanningConfiguration, cdktn_provider_aws.ecr_registry_scanning_configuration.EcrRegistryScanningConfiguration): ...  # type: ignore[misc]
class EcrReplicationConfiguration(cdktf_cdktf_provider_aws.ecr_replication_configuration.EcrReplicationConfiguration, cdktn_provider_aws.ecr_replication_configuration.EcrReplicationConfiguration): ...  # type: ignore[misc]
class EcrRepository(cdktf_cdktf_provider_aws.ecr_repository.EcrRepository, cdktn_provider_aws.ecr_repository.EcrRepository): ...  # type: ignore[misc]
class EcrRepositoryCreationTemplate(cdktf_cdktf_provider_aws.ecr_repository_creation_template.EcrRepositoryCreationTemplate, cdktn_provider_aws.ecr_repository_creation_template.EcrRepositoryCreationTemplate): ...  # type: ignore[misc]
class EcrRepositoryPolicy(cdktf_cdktf_provider_aws.ecr_repository_policy.EcrRepositoryPolicy, cdktn_provider_aws.ecr_repository_policy.EcrRepositoryPolicy): ...  # type: ignore[misc]
class EcrpublicRepository(cdktf_cdktf_provider_aws.ecrpublic_repository.EcrpublicRepository, cdktn_provider_aws.ecrpublic_repository.EcrpublicRepository): ...  # type: ignore[misc]
class EcrpublicRepositoryPolicy(cdktf_cdktf_provider_aws.ecrpublic_repository_policy.EcrpublicRepositoryPolicy, cdktn_provider_aws.ecrpublic_repository_policy.EcrpublicRepositoryPolicy): ...  # type: ignore[misc]
class IamInstanceProfile(cdktf_cdktf_provider_aws.iam_instance_profile.IamInstanceProfile, cdktn_provider_aws.iam_instance_profile.IamInstanceProfile): ...  # type: ignore[misc]
class IamOpenidConnectProvider(cdktf_cdktf_provider_aws.iam_openid_connect_provider.IamOpenidConnectProvider, cdktn_provider_aws.iam_openid_connect_provider.IamOpenidConnectProvider): ...  # type: ignore[misc]
class IamPolicy(cdktf_cdktf_provider_aws.iam_policy.IamPolicy, cdktn_provider_aws.iam_policy.IamPolicy): ...  # type: ignore[misc]
class IamRole(cdktf_cdktf_provider_aws.iam_role.IamRole, cdktn_provider_aws.iam_role.IamRole): ...  # type: ignore[misc]
class IamRolePolicy(cdktf_cdktf_provider_aws.iam_role_policy.IamRolePolicy, cdktn_provider_aws.iam_role_policy.IamRolePolicy): ...  # type: ignore[misc]
class IamRolePolicyAttachment(cdktf_cdktf_provider_aws.iam_role_policy_attachment.IamRolePolicyAttachment, cdktn_provider_aws.iam_role_policy_attachment.IamRolePolicyAttachment): ...  # type: ignore[misc]
class IamUserPolicy(cdktf_cdktf_provider_aws.iam_user_policy.IamUserPolicy, cdktn_provider_aws.iam_user_policy.IamUserPolicy): ...  # type: ignore[misc]
class Instance(cdktf_cdktf_provider_aws.instance.Instance, cdktn_provider_aws.instance.Instance): ...  # type: ignore[misc]
class KmsAlias(cdktf_cdktf_provider_aws.kms_alias.KmsAlias, cdktn_provider_aws.kms_alias.KmsAlias): ...  # type: ignore[misc]
class KmsKey(cdktf_cdktf_provider_aws.kms_key.KmsKey, cdktn_provider_aws.kms_key.KmsKey): ...  # type: ignore[misc]
class LaunchTemplate(cdktf_cdktf_provider_aws.launch_template.LaunchTemplate, cdktn_provider_aws.launch_template.LaunchTemplate): ...  # type: ignore[misc]
class SecurityGroup(cdktf_cdktf_provider_aws.security_group.SecurityGroup, cdktn_provider_aws.security_group.SecurityGroup): ...  # type: ignore[misc]
class SnsTopic(cdktf_cdktf_provider_aws.sns_topic.SnsTopic, cdktn_provider_aws.sns_topic.SnsTopic): ...  # type: ignore[misc]
class SnsTopicPolicy(cdktf_cdktf_provider_aws.sns_topic_policy.SnsTopicPolicy, cdktn_provider_aws.sns_topic_policy.SnsTopicPolicy): ...  # type: ignore[misc]
class SnsTopicSubscription(cdktf_cdktf_provider_aws.sns_topic_subscription.SnsTopicSubscription, cdktn_provider_aws.sns_topic_subscription.SnsTopicSubscription): ...  # type: ignore[misc]
class SqsQueue(cdktf_cdktf_provider_aws.sqs_queue.SqsQueue, cdktn_provider_aws.sqs_queue.SqsQueue): ...  # type: ignore[misc]
class SqsQueuePolicy(cdktf_cdktf_provider_aws.sqs_queue_policy.SqsQueuePolicy, cdktn_provider_aws.sqs_queue_policy.SqsQueuePolicy): ...  # type: ignore[misc]
class SsmDocument(cdktf_cdktf_provider_aws.ssm_document.SsmDocument, cdktn_provider_aws.ssm_document.SsmDocument): ...  # type: ignore[misc]
class SsmParameter(cdktf_cdktf_provider_aws.ssm_parameter.SsmParameter, cdktn_provider_aws.ssm_parameter.SsmParameter): ...  # type: ignore[misc]
class VpcSecurityGroupEgressRule(cdktf_cdktf_provider_aws.vpc_security_group_egress_rule.VpcSecurityGroupEgressRule, cdktn_provider_aws.vpc_security_group_egress_rule.VpcSecurityGroupEgressRule): ...  # type: ignore[misc]
class VpcSecurityGroupIngressRule(cdktf_cdktf_provider_aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRule, cdktn_provider_aws.vpc_security_group_ingress_rule.VpcSecurityGroupIngressRule): ...  # type: ignore[misc]
