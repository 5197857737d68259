namespace Awsnet.Components.Tests;

/// <summary>The gate in a network that is not ours.</summary>
public class ForeignUNetTests
{
    [Fact]
    public void The_gate_drops_into_somebody_elses_unet()
    {
        using var scope = NewDisposeScope();
        using var plain = new ForeignUNet();
        using var gated = new GatedForeignUNet();
        Tensor image = Formula.Tensor("image", 2, 1, 16, 24).to(ScalarType.Float32);
        gated.call(image).shape.Should().Equal(plain.call(image).shape);
        gated.state_dict().Keys.Where(key => !key.StartsWith("gate.")).Should().Equal(plain.state_dict().Keys);
    }

    [Fact]
    public void An_open_gate_leaves_the_foreign_network_as_it_was()
    {
        using var scope = NewDisposeScope();
        using var plain = new ForeignUNet();
        using var gated = new GatedForeignUNet();
        gated.load_state_dict(plain.state_dict(), strict: false);
        using (no_grad())
            gated.state_dict()["gate.attentionProjection.bias"].fill_(100);   // alpha = sigmoid(about 100) = 1
        plain.eval();
        gated.eval();
        Tensor image = Formula.Tensor("image", 2, 1, 16, 24).to(ScalarType.Float32);
        gated.call(image).allclose(plain.call(image), rtol: 0, atol: 1e-6).Should().BeTrue();
        // The check can fail: a half-open gate changes the output.
        using (no_grad())
            gated.state_dict()["gate.attentionProjection.bias"].fill_(0);
        gated.call(image).allclose(plain.call(image), rtol: 0, atol: 1e-6).Should().BeFalse();
    }
}
