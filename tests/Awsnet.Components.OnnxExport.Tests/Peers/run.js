// Runs an ONNX file in onnxruntime: node run.js PACKAGE MODEL (IMAGE SHAPE OUT)..., with IMAGE and OUT raw float32 and SHAPE as 1x2x37x50.
// Prints, a line per image, name and shape of each output; their numbers follow each other in OUT.
const fs = require("fs");
const [package_, model, ...images] = process.argv.slice(2);

function read(path) {
  const bytes = fs.readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

async function main() {
  const ort = require(package_);
  const session = await ort.InferenceSession.create(fs.readFileSync(model), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  for (let i = 0; i < images.length; i += 3) {
    const [image, shape, out] = images.slice(i, i + 3);
    const results = await session.run({ [session.inputNames[0]]: new ort.Tensor("float32", read(image), shape.split("x").map(Number)) });
    const outputs = session.outputNames.map(name => results[name]);
    fs.writeFileSync(out, Buffer.concat(outputs.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength))));
    console.log(session.outputNames.map((name, k) => `${name} ${outputs[k].dims.join("x")}`).join(" "));
  }
}

main().catch(error => { console.error(error.message ?? error); process.exit(1); });
