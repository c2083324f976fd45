"""What dlt's documentation has one write: its REST API source, and its filesystem destination in a local folder.

https://dlthub.com/docs/dlt-ecosystem/verified-sources/rest_api/basic
https://dlthub.com/docs/dlt-ecosystem/destinations/filesystem
"""

import sys

import dlt
from dlt.destinations import filesystem
from dlt.sources.rest_api import rest_api_source

url, admin_key, folder, since, is_incremental = sys.argv[1:6]

endpoint = {
    "path": "organization/audit_logs",
    "params": {"limit": 100},
    "data_selector": "data",
    "paginator": {
        "type": "cursor",
        "cursor_path": "last_id",
        "cursor_param": "after",
        "has_more_path": "has_more",
    },
}
if is_incremental == "true":
    endpoint["params"]["effective_at[gte]"] = "{incremental.start_value}"
    endpoint["incremental"] = {
        "cursor_path": "effective_at",
        "initial_value": int(since),
        "row_order": "desc",
    }

source = rest_api_source(
    {
        "client": {
            "base_url": f"{url}/",
            "auth": {"type": "bearer", "token": admin_key},
        },
        "resources": [
            {
                "name": "audit_logs",
                "primary_key": "id",
                "write_disposition": "append",
                "endpoint": endpoint,
            }
        ],
    }
)
pipeline = dlt.pipeline(
    pipeline_name="audit_logs",
    pipelines_dir=f"{folder}/pipelines",
    destination=filesystem(bucket_url=f"file://{folder}/data"),
    dataset_name="openai",
)
print(pipeline.run(source))
