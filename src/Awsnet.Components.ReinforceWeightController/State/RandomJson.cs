using System.Globalization;
using System.Text.Json.Nodes;

namespace Awsnet.Components;

/// <summary>A <see cref="RandomStream"/> in saved states: four hexadecimal words.</summary>
internal static class RandomJson
{
    internal static JsonArray Write(RandomStream random)
    {
        var (a, b, c, d) = random.State;
        return StateWriter.Texts(new[] { a, b, c, d }.Select(word => word.ToString("x16", CultureInfo.InvariantCulture)));
    }

    internal static void Read(StateReader saved, RandomStream random)
    {
        var words = saved.Texts();
        if (words.Length != 4 || !words.All(word => ulong.TryParse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out _)))
            throw saved.Damaged("four hexadecimal words");
        var bits = words.Select(word => ulong.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        random.State = (bits[0], bits[1], bits[2], bits[3]);
    }
}
