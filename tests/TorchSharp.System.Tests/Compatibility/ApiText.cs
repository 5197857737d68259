using System.Globalization;
using System.Reflection;

namespace TorchSharp.Compatibility;

/// <summary>An assembly's public and protected members as lines: a header per type, its members indented below it.</summary>
internal static class ApiText
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static readonly Dictionary<Type, string> keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal"
    };

    public static IEnumerable<Type> Types(Assembly assembly) => assembly.GetExportedTypes().OrderBy(type => Name(type), StringComparer.Ordinal);

    public static string Header(Type type)
    {
        string[] bases = [.. Bases(type)];
        return $"{Kind(type)} {Name(type)} [{type.Namespace}]" + (bases.Length == 0 ? "" : " : " + string.Join(", ", bases));
    }

    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        if (type.IsSubclassOf(typeof(Delegate))) return [];
        return type.GetFields(Declared).Where(field => Visible(field.Attributes.HasFlag(FieldAttributes.Public), field.IsFamily || field.IsFamilyOrAssembly)).Select(Text)
            .Concat(type.GetConstructors(Declared & ~BindingFlags.Static).Where(Visible).Select(made => $"{Access(made)}new({Parameters(made)})"))
            .Concat(type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(Visible)).Select(Text))
            .Concat(type.GetMethods(Declared).Where(method => Visible(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))).Select(Text))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>Whether code outside the assembly can derive from a type.</summary>
    public static bool CanBeDerived(Type type) =>
        type.IsInterface || (type.IsClass && !type.IsSealed && type.GetConstructors(Declared & ~BindingFlags.Static).Any(Visible));

    public static string Name(Type type)
    {
        if (keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (type.IsGenericParameter) return type.Name;
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        string plain = type.Name.Split('`')[0];
        if (type.DeclaringType is { } outer) return Name(outer).Split('<')[0] + "." + plain + Arguments(type, outer.GetGenericArguments().Length);
        bool tuple = plain == "ValueTuple" && type.IsGenericType && !type.ContainsGenericParameters;
        return tuple ? "(" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ")" : plain + Arguments(type, 0);
    }

    private static string Arguments(Type type, int inherited)
    {
        Type[] arguments = type.GetGenericArguments()[inherited..];
        return arguments.Length == 0 ? "" : "<" + string.Join(", ", arguments.Select(Name)) + ">";
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class"
    };

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum) return [];
        Type? parent = type.IsClass && type.BaseType != typeof(object) ? type.BaseType : null;
        Type[] inherited = parent?.GetInterfaces() ?? [];
        return (parent is null ? [] : new[] { parent }).Concat(type.GetInterfaces().Except(inherited)).Where(one => one.IsVisible).Select(Name);
    }

    private static string Text(FieldInfo field) =>
        $"{(field.IsPublic ? "" : "protected ")}{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}";

    private static string Text(PropertyInfo property)
    {
        MethodInfo[] accessors = [.. property.GetAccessors(true).Where(Visible)];
        bool isPublic = accessors.Any(accessor => accessor.IsPublic);
        accessors = [.. accessors.Where(accessor => accessor.IsPublic == isPublic)];
        MethodInfo first = accessors[0];
        string modifier = first.IsStatic ? "static " : first.IsAbstract ? "abstract " : first.IsVirtual && !first.IsFinal ? "virtual " : "";
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Text))}]";
        string get = accessors.Any(accessor => accessor == property.GetMethod) ? "get; " : "";
        string set = accessors.Any(accessor => accessor == property.SetMethod) ? "set; " : "";
        return $"{(isPublic ? "" : "protected ")}{modifier}{Name(property.PropertyType)} {name} {{ {get}{set}}}";
    }

    private static string Text(MethodInfo method)
    {
        string modifier = method.IsStatic ? "static "
            : method.IsAbstract ? "abstract "
            : method.GetBaseDefinition() != method ? "override "
            : method.IsVirtual && !method.IsFinal ? "virtual " : "";
        string generic = method.IsGenericMethod ? "<" + string.Join(", ", method.GetGenericArguments().Select(Name)) + ">" : "";
        return $"{Access(method)}{modifier}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Text));

    private static string Text(ParameterInfo parameter)
    {
        string before = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        string after = parameter.HasDefaultValue ? " = " + Default(parameter) : "";
        return $"{before}{Name(parameter.ParameterType)} {parameter.Name}{after}";
    }

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null when parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null => "default",
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        Enum value => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        object other => other.ToString()!
    };

    private static string Access(MethodBase method) => method.IsPublic ? "" : "protected ";

    private static bool Visible(MethodBase method) => Visible(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly);

    private static bool Visible(bool isPublic, bool isProtected) => isPublic || isProtected;
}
