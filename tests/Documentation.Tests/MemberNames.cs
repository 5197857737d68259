using System.Reflection;
using System.Text.RegularExpressions;

namespace Awsnet.Components.Tests;

/// <summary>Looks up what documents name between backticks in the packages' public types.</summary>
internal static partial class MemberNames
{
    private const BindingFlags Reachable =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    /// <summary>Public types of all packages by their name without arity.</summary>
    public static IReadOnlyDictionary<string, Type> Types { get; } = Repository.Libraries.Select(Assembly.Load)
        .SelectMany(assembly => assembly.GetExportedTypes()).DistinctBy(type => type.Name.Split('`')[0])
            .ToDictionary(type => type.Name.Split('`')[0]);

    /// <summary>What is wrong with <c>Type.Member</c> or <c>Type.Member(…)</c>; null for nothing, and for other code.</summary>
    public static string? Problem(string code) =>
        Name().Match(code) is { Success: true } match && Types.TryGetValue(match.Groups[1].Value, out Type? type)
            && !Repository.Packages.Contains(code)
            && !Has(type, match.Groups[2].Value) ? $"{type.Name} has no public member {match.Groups[2].Value}" : null;

    private static bool Has(Type type, string member) =>
        type.GetMember(member, Reachable).Length > 0 || type.GetInterfaces()
            .Any(contract => contract.GetMember(member, Reachable).Length > 0) || type.GetNestedType(member) is not null;

    [GeneratedRegex(@"^([A-Z]\w*)\.(\w+)(?:\([^()]*\))?$")]
    private static partial Regex Name();
}
