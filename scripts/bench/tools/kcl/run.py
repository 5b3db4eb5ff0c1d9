"""Runs fleet.k as `kcl run fleet.k` does: PyPI has KCL as a library, without the command. Takes the folder of the library."""

import sys

sys.path.insert(0, sys.argv[1])
import kcl_lib.api as kcl  # noqa: E402

result = kcl.API().exec_program(kcl.ExecProgramArgs(k_filename_list=["fleet.k"]))
if result.err_message:
    sys.exit(result.err_message)
print(result.yaml_result)
