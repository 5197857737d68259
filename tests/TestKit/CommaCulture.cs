using System.Globalization;

namespace Awsnet.Components.TestKit;

/// <summary>Numbers have a decimal comma on this thread until it is disposed, as for users in much of Europe.</summary>
public sealed class CommaCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public CommaCulture() => CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
