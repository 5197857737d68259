using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Awsnet.Components;

/// <summary>Checks what options are set to.</summary>
internal static class Option
{
    /// <summary>The value, where it is good.</summary>
    /// <param name="value">The value.</param>
    /// <param name="good">Whether it can be used.</param>
    /// <param name="expected">What it must be, as after "it must be".</param>
    /// <param name="name">The option.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not good.</exception>
    internal static T InRange<T>(T value, bool good, string expected, [CallerMemberName] string name = "") => good
        ? value
        : throw new ArgumentOutOfRangeException(
            name, Shown(value), string.Create(CultureInfo.InvariantCulture, $"{name} is {Shown(value)}; it must be {expected}."));

    /// <summary>Refuses an option outside its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below the least or above the most, or not a number.</exception>
    internal static void Within(double value, double least, double most, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= least && value <= most))
            throw new ArgumentOutOfRangeException(
                name, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; expected {least} to {most}."));
    }

    private static object? Shown(object? value) => value is IEnumerable list and not string
        ? $"[{string.Join(", ", list.Cast<object>().Select(item => FormattableString.Invariant($"{item}")))}]"
        : value;

    /// <summary>Refuses options that do not hold what they must.</summary>
    /// <exception cref="ArgumentException">They do not; it says the message.</exception>
    internal static void Require(bool holds, string message)
    {
        if (!holds)
            throw new ArgumentException(message);
    }
}
