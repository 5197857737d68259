using static TorchSharp.torch;
using static TorchSharp.torch.nn;

manual_seed(1);
using var scope = NewDisposeScope();
using var gated = new GatedUNet();
Tensor image = randn(2, 1, 32, 48);
Tensor labels = (image.squeeze(1) > 0).to(ScalarType.Int64);
Console.WriteLine($"gated [{string.Join(", ", gated.call(image).shape)}]");

using var optimizer = optim.Adam(gated.parameters(), 0.01);
double first = 0, last = 0;
for (int step = 0; step < 20; step++)
{
    using var inner = NewDisposeScope();
    optimizer.zero_grad();
    Tensor loss = functional.cross_entropy(gated.call(image), labels);
    loss.backward();
    optimizer.step();
    last = loss.item<float>();
    if (step == 0) first = last;
}
var gradients = gated.named_parameters().Where(one => one.name.StartsWith("gate.") && one.name.EndsWith(".weight"))
    .Select(one => one.parameter.grad!.abs().sum().item<float>()).ToArray();
Console.WriteLine($"the loss falls: {last < first}");
Console.WriteLine($"weights of the gate: {gradients.Length}, with a gradient: {gradients.Count(sum => sum > 0)}");
