using System.Reflection;

namespace TorchSharp.Compatibility;

/// <summary>Compares our public members with a list of TorchSharp's: what compiles against ours must compile against TorchSharp.</summary>
internal sealed class Comparison
{
    private readonly List<string> foreign = [];
    private readonly List<string> used = [];

    public Comparison(Assembly ours, ApiList theirs)
    {
        foreach (Type type in ApiText.Types(ours)) Compare(type, theirs);
    }

    /// <summary>Our members that TorchSharp has not.</summary>
    public IReadOnlyList<string> Foreign => foreign;

    /// <summary>The lines of TorchSharp's list that ours uses.</summary>
    public IReadOnlyList<string> Used => used;

    private void Compare(Type type, ApiList theirs)
    {
        string header = ApiText.Header(type);
        if (theirs.Find(header) is not { } entry)
        {
            foreign.Add(header);
            return;
        }
        HashSet<string> bases = [.. ApiList.Bases(entry.Header)];
        string[] extra = [.. ApiList.Bases(header).Where(one => !bases.Contains(one))];
        if (extra.Length > 0) foreign.Add($"{ApiList.Key(header)} : {string.Join(", ", extra)}");
        used.Add(entry.Header);

        List<string> matched = [];
        foreach (string member in ApiText.Members(type))
        {
            string? match = Match(type, member, entry);
            if (match is not null) matched.Add(match);
            else if (!OverridesListed(type, member, theirs)) foreign.Add($"{ApiList.Key(header)}  {member}");
        }
        used.AddRange(matched.Distinct().Order(StringComparer.Ordinal).Select(member => "  " + member));
    }

    private static string? Match(Type type, string member, ApiList.Entry entry)
    {
        if (entry.Members.Contains(member)) return member;
        // A property that we do not let be set is the same for who only reads it.
        string settable = member.Replace("{ get; }", "{ get; set; }", StringComparison.Ordinal);
        if (entry.Members.Contains(settable)) return settable;
        // Where nobody can derive, virtual or not makes no difference.
        if (ApiText.CanBeDerived(type)) return null;
        return entry.Members.FirstOrDefault(theirs => Plain(theirs) == Plain(member) || Plain(theirs) == Plain(settable));
    }

    /// <summary>Whether a member overrides one that a base type in the list declares: callers do not see the difference.</summary>
    private static bool OverridesListed(Type type, string member, ApiList theirs)
    {
        if (!member.Contains("override ", StringComparison.Ordinal)) return false;
        for (Type? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent == typeof(object)) return true;
            Type definition = parent.IsGenericType ? parent.GetGenericTypeDefinition() : parent;
            if (theirs.Find(ApiText.Header(definition)) is { } entry && entry.Members.Any(listed => Plain(listed) == Plain(member))) return true;
        }
        return false;
    }

    private static string Plain(string member) => member
        .Replace("virtual ", "", StringComparison.Ordinal).Replace("override ", "", StringComparison.Ordinal).Replace("abstract ", "", StringComparison.Ordinal);
}
