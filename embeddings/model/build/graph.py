"""Builds the ONNX graph: a BERT encoder with int8 matrices, mean pooling and L2 normalisation.

Steps, in the order of the graph: embeddings, attention bias, twelve layers (attention, then
feed-forward, each with a residual connection and a layer normalisation), pooling.

Weights are int8 with one scale an output channel; activations are quantised to uint8 with one
scale a token. ONNX's DynamicQuantizeLinear has one scale for the whole batch, with which a text's
vector depends on its neighbours in the batch.
"""

import numpy as np
import onnx
from onnx import ModelProto, TensorProto, helper

from graph_writer import GraphWriter
from packed_model import PackedModel
from quantise import EMBEDDING_LEVEL, WEIGHT_LEVEL, quantise_rows

# Opset 17 is the first with LayerNormalization, 18 the first whose ReduceMax takes its axes as an
# input. Newer ones would only shut out older runtimes.
OPSET = 18
IR_VERSION = 9

INPUT_IDS = "input_ids"
ATTENTION_MASK = "attention_mask"
OUTPUT = "sentence_embedding"

# Added to the attention score of a padding token: its softmax weight becomes exactly 0.
MASKED_SCORE = -1e9

# uint8 code of the activation 0; codes run from 1 to 255.
ACTIVATION_ZERO = 128
ACTIVATION_LEVEL = 127

# Least largest activation of a token, so that a token of zeros is not divided by 0.
LEAST_ACTIVATION = 1e-6


def build_graph(model: PackedModel, kept: list[int]) -> ModelProto:
    """Builds and validates the model.

    Args:
        model: the packed weights.
        kept: ids of the kept pieces; the index is the new id.

    Returns:
        A model with inputs `input_ids` and `attention_mask`, int64 [batch, sequence], and output
        `sentence_embedding`, float32 [batch, hidden], of length 1.

    Raises:
        BuildError: for a tensor that is missing or has another size.
    """
    writer = GraphWriter()
    state = add_embeddings(writer, model, kept)
    mask, bias = add_attention_bias(writer)
    add_shared_constants(writer, model)
    for layer in range(model.header.layers):
        state = add_attention(writer, model, layer, state, bias)
        state = add_feed_forward(writer, model, layer, state)
    add_pooling(writer, state, mask)
    return _assemble(writer, model.header.hidden)


def add_embeddings(writer: GraphWriter, model: PackedModel, kept: list[int]) -> str:
    """Adds the sum of word and position embeddings, normalised.

    The word rows are int8 with one scale a row. The token type is always 0, so its embedding is
    added to the positions beforehand.

    Returns:
        Name of the encoder's first state, [batch, sequence, hidden].
    """
    header = model.header
    rows = model.rows("emb.word", (header.vocabulary, header.hidden), kept)
    integers, scale = quantise_rows(rows, EMBEDDING_LEVEL)
    writer.constant("emb.word", integers)
    writer.constant("emb.scale", scale[:, None])
    gathered = writer.node("Gather", "emb.word", INPUT_IDS)
    gathered = writer.node("Cast", gathered, to=TensorProto.FLOAT)
    scales = writer.node("Gather", "emb.scale", INPUT_IDS)
    words = writer.node("Mul", gathered, scales)

    positions = model.tensor("emb.pos", (header.positions, header.hidden))
    token_type = model.tensor("emb.type", (header.token_types, header.hidden))[0]
    writer.constant("emb.pos", positions + token_type)
    length = writer.node("Shape", INPUT_IDS, start=1, end=2)
    writer.constant("c0", np.array([0], np.int64))
    used = writer.node("Slice", "emb.pos", "c0", length, "c0")
    return _layer_norm(writer, model, writer.node("Add", words, used), "emb.ln")


def add_attention_bias(writer: GraphWriter) -> tuple[str, str]:
    """Adds what keeps padding out of the attention.

    Returns:
        Names of the mask as float32 [batch, sequence], and of the bias on attention scores,
        [batch, 1, 1, sequence]: 0 for a token, `MASKED_SCORE` for padding.
    """
    mask = writer.node("Cast", ATTENTION_MASK, to=TensorProto.FLOAT)
    writer.constant("one", np.array([1], np.float32))
    writer.constant("neg", np.array([MASKED_SCORE], np.float32))
    writer.constant("ax12", np.array([1, 2], np.int64))
    writer.constant("ax2", np.array([2], np.int64))
    padding = writer.node("Sub", "one", mask)
    bias = writer.node("Mul", padding, "neg")
    return mask, writer.node("Unsqueeze", bias, "ax12")


def add_shared_constants(writer: GraphWriter, model: PackedModel) -> None:
    """Adds the constants that every layer uses."""
    header = model.header
    heads, width = header.heads, header.head_size
    writer.constant("zp128", np.array([ACTIVATION_ZERO], np.uint8))
    writer.constant("axm1", np.array([-1], np.int64))
    writer.constant("tiny", np.array([LEAST_ACTIVATION], np.float32))
    writer.constant("c127", np.array([ACTIVATION_LEVEL], np.float32))
    writer.constant("i127", np.array([1 / ACTIVATION_LEVEL], np.float32))
    writer.constant("f128", np.array([ACTIVATION_ZERO], np.float32))
    # In Reshape a 0 keeps the input's size: batch and sequence.
    writer.constant("heads", np.array([0, 0, 3 * heads, width], np.int64))
    writer.constant("merge", np.array([0, 0, header.hidden], np.int64))
    writer.constant("sp", np.array([heads, heads, heads], np.int64))
    writer.constant("scale", np.array([1 / np.sqrt(width)], np.float32))
    writer.constant("sqrt2", np.array([1 / np.sqrt(2)], np.float32))
    writer.constant("half", np.array([0.5], np.float32))


def add_attention(
    writer: GraphWriter, model: PackedModel, layer: int, state: str, bias: str
) -> str:
    """Adds the multi-head self-attention of one layer, its residual and its normalisation.

    Query, key and value share one product, so the state is quantised and read once.

    Returns:
        Name of the new state, [batch, sequence, hidden].
    """
    prefix, hidden = f"l{layer}", model.header.hidden
    parts = [f"{prefix}.{part}" for part in ("q", "k", "v")]
    weights = np.concatenate([model.tensor(f"{part}.w", (hidden, hidden)) for part in parts])
    biases = np.concatenate([model.tensor(f"{part}.b", (hidden,)) for part in parts])
    joined = _linear(writer, state, weights, biases, f"{prefix}.qkv")
    joined = writer.node("Reshape", joined, "heads")
    query, key, value = f"q{layer}", f"k{layer}", f"v{layer}"
    writer.node_into([query, key, value], "Split", joined, "sp", axis=2)

    query = writer.node("Transpose", query, perm=[0, 2, 1, 3])
    key = writer.node("Transpose", key, perm=[0, 2, 3, 1])
    value = writer.node("Transpose", value, perm=[0, 2, 1, 3])
    scores = writer.node("MatMul", query, key)
    scores = writer.node("Mul", scores, "scale")
    scores = writer.node("Add", scores, bias)
    shares = writer.node("Softmax", scores, axis=-1)
    context = writer.node("MatMul", shares, value)
    context = writer.node("Transpose", context, perm=[0, 2, 1, 3])
    context = writer.node("Reshape", context, "merge")

    weights = model.tensor(f"{prefix}.ao.w", (hidden, hidden))
    biases = model.tensor(f"{prefix}.ao.b", (hidden,))
    output = _linear(writer, context, weights, biases, f"{prefix}.ao")
    return _layer_norm(writer, model, writer.node("Add", state, output), f"{prefix}.aln")


def add_feed_forward(writer: GraphWriter, model: PackedModel, layer: int, state: str) -> str:
    """Adds the feed-forward block of one layer, its residual and its normalisation.

    Returns:
        Name of the new state, [batch, sequence, hidden].
    """
    prefix, hidden, inner = f"l{layer}", model.header.hidden, model.header.feed_forward
    weights = model.tensor(f"{prefix}.fi.w", (inner, hidden))
    biases = model.tensor(f"{prefix}.fi.b", (inner,))
    active = _gelu(writer, _linear(writer, state, weights, biases, f"{prefix}.fi"))
    weights = model.tensor(f"{prefix}.fo.w", (hidden, inner))
    biases = model.tensor(f"{prefix}.fo.b", (hidden,))
    output = _linear(writer, active, weights, biases, f"{prefix}.fo")
    return _layer_norm(writer, model, writer.node("Add", state, output), f"{prefix}.oln")


def add_pooling(writer: GraphWriter, state: str, mask: str) -> None:
    """Adds the mean of the states of real tokens, divided by its length, as the output."""
    column = writer.node("Unsqueeze", mask, "ax2")
    writer.constant("ax1", np.array([1], np.int64))
    real = writer.node("Mul", state, column)
    total = writer.node("ReduceSum", real, "ax1", keepdims=0)
    count = writer.node("ReduceSum", column, "ax1", keepdims=0)
    mean = writer.node("Div", total, count)
    writer.constant("axm", np.array([-1], np.int64))
    length = writer.node("ReduceL2", mean, "axm", keepdims=1)
    writer.node_into([OUTPUT], "Div", mean, length)


def _linear(
    writer: GraphWriter, state: str, weights: np.ndarray, biases: np.ndarray, name: str
) -> str:
    """Adds `state x weights^T + biases`; `weights` is float32 [out, in]."""
    integers, scale = quantise_rows(weights, WEIGHT_LEVEL)
    writer.constant(f"{name}.b", biases)
    writer.constant(f"{name}.wq", integers.T)
    writer.constant(f"{name}.ws", scale)
    codes, token_scale = _quantise_tokens(writer, state)
    product = writer.node("MatMulInteger", codes, f"{name}.wq", "zp128")
    product = writer.node("Cast", product, to=TensorProto.FLOAT)
    product = writer.node("Mul", product, token_scale)
    product = writer.node("Mul", product, f"{name}.ws")
    return writer.node("Add", product, f"{name}.b")


def _quantise_tokens(writer: GraphWriter, state: str) -> tuple[str, str]:
    """Adds the quantisation of each token's activations to uint8; returns codes and scales."""
    size = writer.node("Abs", state)
    largest = writer.node("ReduceMax", size, "axm1", keepdims=1)
    largest = writer.node("Max", largest, "tiny")
    factor = writer.node("Div", "c127", largest)
    scale = writer.node("Mul", largest, "i127")
    codes = writer.node("Mul", state, factor)
    codes = writer.node("Round", codes)
    codes = writer.node("Add", codes, "f128")
    return writer.node("Cast", codes, to=TensorProto.UINT8), scale


def _gelu(writer: GraphWriter, inner: str) -> str:
    """Adds the exact GELU, `x (1 + erf(x / sqrt 2)) / 2`; opset 18 has no operator for it."""
    error = writer.node("Mul", inner, "sqrt2")
    error = writer.node("Erf", error)
    error = writer.node("Add", error, "one")
    product = writer.node("Mul", inner, error)
    return writer.node("Mul", product, "half")


def _layer_norm(writer: GraphWriter, model: PackedModel, state: str, name: str) -> str:
    hidden = model.header.hidden
    weight = writer.constant(f"{name}.w", model.tensor(f"{name}.w", (hidden,)))
    bias = writer.constant(f"{name}.b", model.tensor(f"{name}.b", (hidden,)))
    epsilon = model.header.epsilon
    return writer.node("LayerNormalization", state, weight, bias, axis=-1, epsilon=epsilon)


def _assemble(writer: GraphWriter, hidden: int) -> ModelProto:
    texts = ["batch", "sequence"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, texts)
        for name in (INPUT_IDS, ATTENTION_MASK)
    ]
    output = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", hidden])
    graph = helper.make_graph(writer.nodes, "e5", inputs, [output], writer.constants)
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION
    )
    onnx.checker.check_model(model, full_check=True)
    return model
