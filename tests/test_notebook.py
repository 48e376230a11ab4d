"""The notebook runs from top to bottom, its answers are there, and it is kept without outputs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

NOTEBOOK = Path(__file__).resolve().parent.parent / "docs" / "notebook" / "three-questions.ipynb"


def test_it_is_kept_without_outputs() -> None:
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The notebook after its run, in a kernel of this very interpreter."""
    import nbformat
    from jupyter_client.manager import KernelManager
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with TemporaryDirectory() as sockets:  # in the file system: no port is open
        manager = KernelManager(transport="ipc", ip=f"{sockets}/kernel")
        manager.kernel_spec.argv[0] = sys.executable
        where = {"metadata": {"path": NOTEBOOK.parent}}
        client = NotebookClient(notebook, km=manager, timeout=600, startup_timeout=120, resources=where)
        return client.execute()


def outputs(notebook: Any) -> list[str]:
    """What the cells show as text, in order."""
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    return [output.get("text") or output.get("data", {}).get("text/plain", "") for output in shown]


@pytest.mark.docs
class TestRun:
    def test_there_is_a_plot_for_each_question(self, ran: Any) -> None:
        code = [cell for cell in ran.cells if cell.cell_type == "code"]
        drawn = [cell for cell in code if any("image/png" in output.get("data", {}) for output in cell.outputs)]
        assert len(drawn) == 4
        assert not any(output.output_type == "stream" and output.name == "stderr" for c in code for output in c.outputs)

    def test_who_accuses_whom_is_answered_from_the_articles(self, ran: Any) -> None:
        shown = "\n".join(outputs(ran))
        assert "Stefan Thorlaksson" in shown
        assert "agency-fishing-accord.txt" in shown

    def test_the_row_at_the_end_stands_in_its_source(self, ran: Any) -> None:
        last = outputs(ran)[-1]
        assert "[the European Union of hiding its own catch figures]" in " ".join(last.split())
