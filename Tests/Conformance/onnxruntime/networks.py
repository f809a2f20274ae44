"""Small networks over rows and over sequences, with weights by a seed."""

import numpy
from onnx import TensorProto, helper, numpy_helper

LENGTH, FEATURES, HIDDEN = 12, 5, 7


class Network:
    """Nodes and constants, and the model that they make."""

    def __init__(self, seed):
        self.dice = numpy.random.default_rng(seed)
        self.nodes, self.constants = [], []

    def constant(self, array, name=None):
        name = name or f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(numpy.asarray(array), name))
        return name

    def weights(self, *shape):
        return self.constant((self.dice.normal(size=shape) * 0.4).astype(numpy.float32))

    def add(self, operation, *inputs, out=None, outputs=1, **attributes):
        names = [out] if out else [f"v{len(self.nodes)}_{k}" for k in range(outputs)]
        self.nodes.append(helper.make_node(operation, list(inputs), names, **attributes))
        return names[0] if len(names) == 1 else names

    def dense(self, x, rows, columns, out=None):
        return self.add("Gemm", x, self.weights(rows, columns), self.weights(columns), out=out)

    def model(self, shape, outputs, element=TensorProto.FLOAT):
        def info(name, shape):
            return helper.make_tensor_value_info(name, element, shape)

        graph = helper.make_graph(
            self.nodes, "network", [info("x", shape)], [info(name, shape) for name, shape in outputs], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
        model.ir_version = 8
        return model


def convolution(batch="rows"):
    """Features x time, as torch has them; two convolutions, a mean over time, one number."""
    net = Network(1)
    h = net.add("Conv", "x", net.weights(8, FEATURES, 3), net.weights(8), pads=[1, 1])
    h = net.add("Relu", h)
    h = net.add("Relu", net.add("Conv", h, net.weights(6, 8, 3), net.weights(6), dilations=[2]))
    h = net.add("Flatten", net.add("GlobalAveragePool", h))
    net.dense(h, 6, 1, out="forecast")
    return net.model([batch, FEATURES, LENGTH], [("forecast", [batch, 1])])


def recurrent(length="time", width=FEATURES):
    """An LSTM over time x features; its last state gives three horizons."""
    net = Network(2)
    h = net.add("Transpose", "x", perm=[1, 0, 2])
    w, r = net.weights(1, 4 * HIDDEN, width), net.weights(1, 4 * HIDDEN, HIDDEN)
    _, last, _ = net.add("LSTM", h, w, r, net.weights(1, 8 * HIDDEN), outputs=3, hidden_size=HIDDEN)
    last = net.add("Squeeze", last, net.constant(numpy.array([0], dtype=numpy.int64)))
    net.dense(last, HIDDEN, 3, out="horizons")
    return net.model(["rows", length, width], [("horizons", ["rows", 3])])


def attention():
    """Scaled dot products over time, with two outputs: a mean and quantiles."""
    net = Network(3)
    q, k, v = (net.add("MatMul", "x", net.weights(FEATURES, HIDDEN)) for _ in range(3))
    scores = net.add("MatMul", q, net.add("Transpose", k, perm=[0, 2, 1]))
    scale = net.constant(numpy.float32(HIDDEN**-0.5))
    share = net.add("Softmax", net.add("Mul", scores, scale), axis=-1)
    h = net.add("ReduceMean", net.add("MatMul", share, v), axes=[1], keepdims=0)
    net.dense(h, HIDDEN, 1, out="mean")
    net.dense(net.add("Tanh", h), HIDDEN, 3, out="quantiles")
    return net.model(["rows", LENGTH, FEATURES], [("mean", ["rows", 1]), ("quantiles", ["rows", 3])])


def normalised_rows():
    """A network over single rows, with a layer that is not evaluated natively."""
    net = Network(4)
    h = net.dense("x", FEATURES, HIDDEN)
    h = net.add("LayerNormalization", h, net.weights(HIDDEN), net.weights(HIDDEN))
    net.dense(net.add("Erf", h), HIDDEN, 2, out="y")
    return net.model([None, FEATURES], [("y", [None, 2])])


def double_rows():
    """Double precision in and out."""
    net = Network(5)
    weights = net.constant(net.dice.normal(size=(FEATURES, 2)))
    net.add("Sin", net.add("MatMul", "x", weights), out="y")
    return net.model(["n", FEATURES], [("y", ["n", 2])], TensorProto.DOUBLE)


def built_in_batch():
    """Says that its rows are open, and has one built in."""
    net = Network(6)
    h = net.add("Reshape", "x", net.constant(numpy.array([1, FEATURES], dtype=numpy.int64)))
    net.add("Erf", net.dense(h, FEATURES, 1), out="y")
    return net.model(["n", FEATURES], [("y", ["n", 1])])


def looked_up():
    """Looks a place up that the row names: there are three, and a row that names another cannot be run."""
    net = Network(7)
    place = net.add("Cast", "x", to=TensorProto.INT64)
    net.add("Gather", net.constant(numpy.array([10, 20, 30], dtype=numpy.float32)), place, out="y")
    return net.model(["n", 1], [("y", ["n", 1])])


# Name, model, the layout of its windows; none for rows.
ALL = [
    ("convolution", convolution(), "features_first"),
    ("convolution of one window", convolution(1), "features_first"),
    ("convolution of four windows", convolution(4), "features_first"),
    ("LSTM", recurrent(), "time_first"),
    ("LSTM of a fixed length", recurrent(LENGTH), "time_first"),
    ("attention", attention(), "time_first"),
    ("layer normalisation", normalised_rows(), None),
    ("double precision", double_rows(), None),
    ("one row built in", built_in_batch(), None),
]
