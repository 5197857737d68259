using FluentAssertions;

namespace Awsnet.Components.TestKit;

/// <summary>Every test project uses its members by their names alone: see <c>Directory.Build.props</c>.</summary>
public static class Refusal
{
    public static void Refused(Action act, string message) => Refused<ArgumentException>(act, message);

    public static void Refused<TException>(Action act, string message) where TException : Exception =>
        act.Should().Throw<TException>().WithMessage(message);
}
