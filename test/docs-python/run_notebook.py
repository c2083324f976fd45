"""Executes a notebook in the current folder. Fails where a cell fails."""

import sys

import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], as_version=4)
nbformat.validate(notebook)
NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": "."}}).execute()
printed = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
print(f"{len(printed)} outputs")
