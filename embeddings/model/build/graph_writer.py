"""Collects the nodes and constants of an ONNX graph under reproducible names."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper


class GraphWriter:
    """A graph that grows by one node or constant a call.

    The n-th node is named `n<n>_<operator>` and its output `<operator>_<n>`. Names and order are
    part of the file, so a change of the order of calls changes its sha256.

    Attributes:
        nodes: the nodes so far, in order.
        constants: the constants so far (ONNX calls them initializers), in order.
    """

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, values: np.ndarray) -> str:
        """Adds a constant.

        Args:
            name: its name in the graph.
            values: at least one-dimensional; its type and shape are kept.

        Returns:
            The name.
        """
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Adds a node with one output.

        Args:
            operator: ONNX operator.
            inputs: names of its inputs.
            attributes: its attributes.

        Returns:
            The name of its output.
        """
        output = f"{operator}_{len(self.nodes) + 1}"
        self.node_into([output], operator, *inputs, **attributes)
        return output

    def node_into(
        self, outputs: Sequence[str], operator: str, *inputs: str, **attributes: Any
    ) -> None:
        """Adds a node whose outputs have given names.

        Args:
            outputs: names of its outputs.
            operator: ONNX operator.
            inputs: names of its inputs.
            attributes: its attributes.
        """
        name = f"n{len(self.nodes) + 1}_{operator}"
        self.nodes.append(helper.make_node(operator, inputs, outputs, name=name, **attributes))
