using System.Reflection;
using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

/// <summary>Looks up what documents name between backticks in the packages' public types.</summary>
internal static partial class MemberNames
{
    private const BindingFlags Reachable = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>Public types of all packages by their name without arity.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = Repository.Libraries.Select(Assembly.Load)
        .SelectMany(assembly => assembly.GetExportedTypes()).DistinctBy(type => type.Name.Split('`')[0]).ToDictionary(type => type.Name.Split('`')[0]);

    /// <summary>What is wrong with <c>Type</c>, <c>Type.Member</c> or <c>Type.Member(…)</c>; null for nothing.</summary>
    public static string? Problem(string code)
    {
        if (Name().Match(code) is not { Success: true } match)
            return $"'{code}' is no name of a type or member";
        if (!Types.TryGetValue(match.Groups[1].Value, out Type? type))
            return $"no package has a public type {match.Groups[1].Value}";
        string member = match.Groups[2].Value;
        return member.Length == 0 || Has(type, member) ? null : $"{type.Name} has no public member {member}";
    }

    /// <summary>As <see cref="Problem"/>, but only for members of types that are ours: other code is not judged.</summary>
    public static string? ProblemIfOurs(string code) =>
        Name().Match(code) is { Success: true } match && match.Groups[2].Length > 0 && Types.ContainsKey(match.Groups[1].Value) && !Repository.Packages.Contains(code) ? Problem(code) : null;

    private static bool Has(Type type, string member) =>
        type.GetMember(member, Reachable).Length > 0 || type.GetInterfaces().Any(contract => contract.GetMember(member, Reachable).Length > 0) || type.GetNestedType(member) is not null;

    [GeneratedRegex(@"^([A-Z]\w*)(?:\.(\w+)(?:\([^()]*\))?)?$")]
    private static partial Regex Name();
}
