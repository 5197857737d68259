"""Judges ONNX files with the onnx package: python3 check.py FILE... prints, per file, its operator set and the inferred shape of each output."""
import sys

import onnx

for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    shapes = [",".join(d.dim_param or str(d.dim_value) for d in output.type.tensor_type.shape.dim) for output in inferred.graph.output]
    print(model.opset_import[0].version, *(f"{output.name}[{shape}]" for output, shape in zip(inferred.graph.output, shapes)))
