using System.Reflection;

namespace Awsnet.Components.Tests;

/// <summary>What is alike all over the family. Each rule takes a type and names what breaks it.</summary>
internal static class FamilyRules
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyDictionary<string, Func<Type, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<Type,
        IEnumerable<string>>>
    {
        ["public types stand in Awsnet.Components"] = type => Where(type.Namespace != "Awsnet.Components", type),
        ["classes are sealed, static or abstract"] = type => Where(type is { IsClass: true, IsSealed: false, IsAbstract: false }, type),
        ["no public fields but constants"] = type => type.IsEnum
            ? []
            : type.GetFields(Declared).Where(field => !field.IsLiteral).Select(field => $"{type}.{field.Name}"),
        ["properties are not set after construction"] = type =>
            type.GetProperties(Declared).Where(property => property.SetMethod is { IsPublic: true } set && !IsInit(set))
            .Select(property => $"{type}.{property.Name}"),
        ["nothing is an object"] = type =>
            Methods(type).Where(method => Types(method).Contains(typeof(object)) && !IsOverride(method))
            .Select(method => Name(type, method)),
        ["options are records"] = type =>
            Where(type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetMethod("<Clone>$") is null, type),
        ["options that can be made need no arguments"] = type =>
            Where(type.Name.EndsWith("Options", StringComparison.Ordinal) && !type.IsAbstract && type.GetConstructor([]) is null, type),
        ["a cancellation token comes last and is called cancellation"] = type => Methods(type).Where(method => method.GetParameters()
            .Any(parameter => parameter.ParameterType == typeof(CancellationToken)
                && (parameter.Name != "cancellation" || parameter.Position != method.GetParameters().Length - 1)))
                .Select(method => Name(type, method)),
        ["progress stands beside the cancellation token, or last, and is called progress"] = type =>
            Methods(type).Where(method => method.GetParameters()
            .Any(parameter => IsProgress(parameter.ParameterType)
                && (parameter.Name != "progress"
                || method.GetParameters().Skip(parameter.Position + 1).Any(next => next.ParameterType != typeof(CancellationToken)))))
                .Select(method => Name(type, method)),
        ["a path to save to or load from comes first"] = type => Methods(type).Where(method => !method.IsConstructor
            && method.GetParameters().Any(parameter => parameter.Name == "path" && parameter.Position != 0))
                .Select(method => Name(type, method)),
        ["a seed is a long"] = type =>
            Members(type).Where(member =>
            member.Name is "Seed" or "seed" && member.Type != typeof(long) && member.Type != typeof(SampleSeed))
            .Select(member => $"{type}.{member.Name}"),
        ["params take numbers, texts or our own types"] = type => Methods(type).Where(method => method.GetParameters()
            .Any(parameter => parameter.IsDefined(typeof(ParamArrayAttribute)) && parameter.ParameterType.GetElementType() is { } element
                && (element == typeof(object) || element.IsArray))).Select(method => Name(type, method)),
        ["settings are checked where they are used, not by the caller"] = type =>
            Where(type.GetMethod("Validate", Declared) is not null, type),
        ["exceptions are sealed, end in Exception, and say more than a message is missing"] = type => Where(
            typeof(Exception).IsAssignableFrom(type)
                && (!type.IsSealed || !type.Name.EndsWith("Exception", StringComparison.Ordinal) || type.GetConstructor([]) is not null),
                type),
        ["a method that returns a task ends in Async, and no other does"] = type => type.GetMethods(Declared)
            .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType) != method.Name.EndsWith("Async", StringComparison.Ordinal))
                .Select(method => Name(type, method)),
        ["ref and out belong to Try methods"] = type =>
            Methods(type).Where(method => !method.Name.StartsWith("Try", StringComparison.Ordinal)
            && method.Name != "Deconstruct" && method.GetParameters().Any(parameter => parameter.ParameterType.IsByRef))
                .Select(method => Name(type, method)),
    };

    private static IEnumerable<string> Where(bool isBroken, Type type) => isBroken ? [type.ToString()] : [];

    private static string Name(Type type, MethodBase method) => $"{type}.{method.Name}";

    /// <summary>
    /// Constructors and methods, accessors of properties included; interfaces' and what the compiler writes for records left out.
    /// </summary>
    private static IEnumerable<MethodBase> Methods(Type type) =>
        typeof(Delegate).IsAssignableFrom(type) ? [] : type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors());

    private static IEnumerable<(string Name, Type Type)> Members(Type type) =>
        type.GetProperties(Declared).Select(property => (property.Name, property.PropertyType))
            .Concat(Methods(type).SelectMany(method => method.GetParameters()).Where(parameter => !parameter.ParameterType.IsByRef)
                .Select(parameter => (parameter.Name ?? "", parameter.ParameterType)));

    private static IEnumerable<Type> Types(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append(method is MethodInfo { ReturnType: var result } ? result : typeof(void))
            .SelectMany(type => type.IsGenericType ? [type, .. type.GetGenericArguments()] : new[] { type })
                .Select(type => type.IsArray ? type.GetElementType()! : type);

    private static bool IsOverride(MethodBase method) => method is MethodInfo known && known.GetBaseDefinition() != known;

    private static bool IsProgress(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IProgress<>);

    private static bool IsInit(MethodInfo set) =>
        set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));
}
