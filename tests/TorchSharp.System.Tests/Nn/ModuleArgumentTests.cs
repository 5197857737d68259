using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Nn;

/// <summary>What modules and functions refuse, and the properties they show.</summary>
public sealed class ModuleArgumentTests
{
    public static TheoryData<string, Action> Refused => new()
    {
        { "*in_channels is 3; it must be a positive multiple of groups, 2*", () => Conv2d(3, 4, 3, groups: 2) },
        { "*out_channels is 3; it must be a positive multiple of groups, 2*", () => Conv2d(4, 3, 3, groups: 2) },
        { "*Padding.Same needs a stride of 1*", () => Conv2d(1, 1, 3, Padding.Same, stride: 2) },
        { "*ConvTranspose2d pads with zeros only, not Reflect*", () => ConvTranspose2d(1, 1, 3, padding_mode: PaddingModes.Reflect) },
        { "*output_size[0] is 99; with this input it can be 9 to 10*", () => ConvTranspose2d(1, 1, 3, stride: 2).forward(zeros(1, 1, 4, 4), [99, 9]) },
        { "*BatchNorm2d takes 4 dimensions, not 3 ([1, 2, 3])*", () => BatchNorm2d(2).call(zeros(1, 2, 3)) },
        { "*BatchNorm1d takes 2 or 3 dimensions, not 4*", () => BatchNorm1d(2).call(zeros(1, 2, 3, 3)) },
        { "*Expected more than 1 value per channel when training, got input size [1, 2, 1, 1]*", () => BatchNorm2d(2).call(zeros(1, 2, 1, 1)) },
        { "*needs at least one feature*", () => BatchNorm2d(0) },
        { "*num_channels is 5; it must be a multiple of num_groups, 2*", () => GroupNorm(2, 5) },
        { "*between 0 and 1*", () => Dropout(1.5).call(zeros(2)) },
        { "*either size or scale_factor*", () => F.interpolate(zeros(1, 1, 2, 2)) },
        { "*either size or scale_factor*", () => F.interpolate(zeros(1, 1, 2, 2), [2, 2], [2.0, 2.0]) },
        { "*size has 3 elements*has 2 spatial dimensions*", () => F.interpolate(zeros(1, 1, 2, 2), [2, 2, 2]) },
        { "*Trilinear does not interpolate 2 spatial dimensions*", () => F.interpolate(zeros(1, 1, 2, 2), [2, 2], mode: InterpolationMode.Trilinear) },
        { "*align_corners has no meaning for Nearest*", () => F.interpolate(zeros(1, 1, 2, 2), [2, 2], align_corners: true) },
        { "*Only bilinear and bicubic can antialias*", () => F.interpolate(zeros(1, 1, 2, 2), [2, 2], antialias: true) },
        { "*3 to 5 dimensions, not [2, 2]*", () => F.interpolate(zeros(2, 2), [2, 2]) },
        { "*Fan-in and fan-out need at least 2 dimensions*", () => init.kaiming_uniform_(zeros(3)) },
        { "*A grid needs the size of its output*", () => F.affine_grid(zeros(1, 2, 3)) },
        { "*vector has 3 elements; the parameters have 2*", () => utils.vector_to_parameters(zeros(3), [new Parameter(zeros(2))]) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Wrong_arguments_are_refused_with_what_was_expected(string message, Action action) =>
        action.Should().Throw<ArgumentException>().WithMessage(message);

    [Fact]
    public void A_convolution_shows_its_settings()
    {
        using Conv2d conv = Conv2d(4, 6, (3, 5), stride: (1, 2), padding: (1, 2), dilation: (2, 1), groups: 2);
        (conv.in_channels, conv.out_channels, conv.groups, conv.transposed).Should().Be((4, 6, 2, false));
        conv.kernel_size.Should().Equal(3, 5);
        conv.stride.Should().Equal(1, 2);
        conv.padding.Should().Equal(1, 2);
        conv.dilation.Should().Equal(2, 1);
        conv.weight.shape.Should().Equal(6, 2, 3, 5);
        conv.padding_type.Should().BeNull();
        conv.SetPadding(Padding.Same);
        conv.padding_type.Should().Be(Padding.Same);
        using ConvTranspose2d transposed = ConvTranspose2d(4, 6, 2, stride: 2);
        transposed.weight.shape.Should().Equal(4, 6, 2, 2);
        transposed.transposed.Should().BeTrue();
    }

    [Fact]
    public void A_replaced_parameter_is_the_one_in_use()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear linear = Linear(2, 1);
        linear.weight = new Parameter(ones(1, 2));
        linear.bias = null;
        linear.call(tensor(new[] { 2f, 3f })).item<float>().Should().Be(5);
        linear.state_dict().Keys.Should().Equal("weight");
        using Conv2d conv = Conv2d(1, 1, 1);
        conv.bias = null;
        conv.weight = new Parameter(full([1, 1, 1, 1], 3f));
        conv.call(ones(1, 1, 1, 1)).item<float>().Should().Be(3);
        conv.parameters().Should().HaveCount(1);
    }

    [Fact]
    public void In_place_activations_change_their_input_and_return_another_handle()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new[] { -1f, 2f });
        Tensor y = ReLU(inplace: true).call(x);
        y.Should().NotBeSameAs(x);
        x.data<float>().ToArray().Should().Equal(0, 2);
        y.Dispose();
        x.data<float>().ToArray().Should().Equal(0, 2);
    }

    [Fact]
    public void Dropout_rests_in_evaluation()
    {
        using DisposeScope scope = NewDisposeScope();
        Dropout dropout = Dropout(0.9);
        dropout.eval();
        dropout.call(ones(50)).sum().item<float>().Should().Be(50);
    }

    [Fact]
    public void Vectors_and_parameters_go_back_and_forth()
    {
        using DisposeScope scope = NewDisposeScope();
        using Linear linear = Linear(2, 3);
        Tensor vector = utils.parameters_to_vector(linear.parameters());
        vector.shape.Should().Equal(9);
        utils.vector_to_parameters(vector * 2, linear.parameters());
        utils.parameters_to_vector(linear.parameters()).Equals(vector * 2).Should().BeTrue();
    }

    [Fact]
    public void Folding_a_normalisation_into_its_convolution_changes_nothing_else()
    {
        using DisposeScope scope = NewDisposeScope();
        using Conv2d conv = Conv2d(2, 3, 3);
        using BatchNorm2d norm = BatchNorm2d(3);
        for (int i = 0; i < 5; i++) norm.call(conv.call(rand(4, 2, 6, 6)));
        norm.eval();
        Tensor x = rand(1, 2, 6, 6);
        Tensor expected = norm.call(conv.call(x));
        (Parameter weight, Parameter bias) = utils.fuse_conv_bn_weights(
            conv.weight, conv.bias!, norm.running_mean!, norm.running_var!, norm.eps, norm.weight!, norm.bias!);
        F.conv2d(x, weight, bias).allclose(expected, 1e-4, 1e-5).Should().BeTrue();
    }
}
