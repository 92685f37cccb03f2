# Written by scripts/update_framework_types.py.
from cdktf import App as App
from cdktf import DefaultTokenResolver as DefaultTokenResolver
from cdktf import Fn as Fn
from cdktf import StringConcat as StringConcat
from cdktf import TerraformDataSource as TerraformDataSource
from cdktf import TerraformElement as TerraformElement
from cdktf import TerraformLocal as TerraformLocal
from cdktf import TerraformOutput as TerraformOutput
from cdktf import TerraformProvider as TerraformProvider
from cdktf import TerraformResource as TerraformResource
from cdktf import TerraformStack as TerraformStack
from cdktf import TerraformVariable as TerraformVariable
from cdktf import Token as Token
from cdktf import Tokenization as Tokenization
