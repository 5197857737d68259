using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Awsnet.Components.TestKit;

/// <summary>An assembly's public surface as text, so that a change of it shows in a diff.</summary>
/// <example><code>PublicApi.ShouldMatchApproved(typeof(SomeType).Assembly);</code>
/// keeps <c>PublicApi.approved.txt</c> beside the calling test; run with AWSNET_APPROVE_API=1 to write it anew.</example>
public static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // What a compiler adds to every record says nothing that "record" does not.
    private static readonly HashSet<string> RecordMembers = ["PrintMembers", "<Clone>$", "Deconstruct", "EqualityContract", "ToString", "GetHashCode", "Equals", "op_Equality", "op_Inequality"];

    /// <summary>One block per public type, one line per member that a user can reach, sorted, in C#-like notation.</summary>
    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetTypes().Where(IsVisible).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Heading(type)).Append('\n');
            foreach (string member in Members(type).OrderBy(member => member, StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Fails unless the surface equals the approved text beside the calling test, and says which lines differ.</summary>
    /// <param name="assembly">The package's assembly.</param>
    /// <param name="approvedPath">The approved file; default <c>PublicApi.approved.txt</c> in the caller's folder.</param>
    /// <param name="caller">Filled in by the compiler.</param>
    public static void ShouldMatchApproved(Assembly assembly, string? approvedPath = null, [CallerFilePath] string caller = "")
    {
        string path = approvedPath ?? Path.Combine(Path.GetDirectoryName(caller)!, "PublicApi.approved.txt");
        string actual = Describe(assembly);
        if (Environment.GetEnvironmentVariable("AWSNET_APPROVE_API") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }
        string approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (actual == approved)
            return;
        var before = approved.Split('\n');
        var after = actual.Split('\n');
        var gone = before.Except(after).Select(line => "- " + line);
        var added = after.Except(before).Select(line => "+ " + line);
        throw new InvalidOperationException(
            $"The public API of {assembly.GetName().Name} differs from {Path.GetFileName(path)}:\n{string.Join('\n', gone.Concat(added))}\n"
            + "If that is meant, run the test once with AWSNET_APPROVE_API=1, and add a line to CHANGELOG.md.");
    }

    private static bool IsVisible(Type type) => type.IsVisible && !type.IsDefined(typeof(CompilerGeneratedAttribute), false);

    private static bool IsReachable(MethodBase? method) => method is not null && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly);

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null
        || (type.IsValueType && type.GetMethod("PrintMembers", Declared) is not null);

    private static string Heading(Type type)
    {
        string kind = typeof(Delegate).IsAssignableFrom(type) ? "delegate"
            : type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : (IsRecord(type), type.IsValueType) switch
            {
                (true, true) => "record struct",
                (true, false) => "record",
                (false, true) => "struct",
                _ => "class",
            };
        string modifier = type is { IsAbstract: true, IsSealed: true } ? "static " : type is { IsAbstract: true, IsInterface: false } ? "abstract " : type is { IsSealed: true, IsValueType: false } && kind != "delegate" ? "sealed " : "";
        if (type.IsValueType && !type.IsEnum && type.GetCustomAttributes().Any(attribute => attribute.GetType().Name == "IsReadOnlyAttribute"))
            modifier = "readonly ";
        var bases = new List<string>();
        if (type is { IsClass: true, BaseType: not null } && type.BaseType != typeof(object) && kind != "delegate")
            bases.Add(Name(type.BaseType));
        if (!type.IsEnum && kind != "delegate")
        {
            var inherited = type.BaseType?.GetInterfaces() ?? [];
            bases.AddRange(type.GetInterfaces().Except(inherited).Where(contract => contract.IsVisible && !(IsRecord(type) && contract.Name == "IEquatable`1")).Select(Name).Order(StringComparer.Ordinal));
        }
        return $"{modifier}{kind} {type.Namespace}.{Name(type)}{(bases.Count > 0 ? " : " + string.Join(", ", bases) : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}");
        if (typeof(Delegate).IsAssignableFrom(type))
            return [Signature(type.GetMethod("Invoke")!)];
        bool record = IsRecord(type);
        return type.GetMembers(Declared)
            .Where(member => !(record && RecordMembers.Contains(member.Name)))
            .Where(member => !(record && member is ConstructorInfo constructor && constructor.GetParameters() is [var only] && only.ParameterType == type))
            .Select(Line).OfType<string>();
    }

    private static string? Line(MemberInfo member) => member switch
    {
        ConstructorInfo constructor when IsReachable(constructor) && !constructor.IsStatic => $"{Access(constructor)}new({Parameters(constructor)})",
        MethodInfo method when IsReachable(method) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) => Signature(method),
        PropertyInfo property when IsReachable(property.GetMethod) || IsReachable(property.SetMethod) => Property(property),
        EventInfo happening when IsReachable(happening.AddMethod) => $"event {Name(happening.EventHandlerType!)} {happening.Name}",
        FieldInfo { IsPublic: true } or FieldInfo { IsFamily: true } => Field((FieldInfo)member),
        _ => null,
    };

    private static string Field(FieldInfo field)
    {
        string modifier = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        return $"{modifier}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? " = " + Literal(field.GetRawConstantValue()) : "")}";
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = new List<string>();
        if (IsReachable(property.GetMethod))
            accessors.Add("get;");
        if (IsReachable(property.SetMethod))
        {
            bool init = property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");
            accessors.Add(init ? "init;" : "set;");
        }
        var any = property.GetMethod ?? property.SetMethod!;
        string required = property.GetCustomAttributes().Any(attribute => attribute.GetType().Name == "RequiredMemberAttribute") ? "required " : "";
        string index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{string.Join(", ", parameters.Select(Parameter))}]" : "";
        return $"{Access(any)}{required}{Name(property.PropertyType)} {(index.Length > 0 ? "this" : property.Name)}{index} {{ {string.Join(' ', accessors)} }}";
    }

    private static string Signature(MethodInfo method)
    {
        string generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{Access(method)}{Name(method.ReturnType)} {method.Name}{generics}({Parameters(method)})";
    }

    private static string Access(MethodBase method)
    {
        string access = method.IsPublic ? "" : "protected ";
        if (method.IsStatic)
            return access + "static ";
        if (method.DeclaringType!.IsInterface || method is ConstructorInfo)
            return access;
        bool overrides = method is MethodInfo info && info.GetBaseDefinition() != info;
        return access + (method.IsAbstract ? "abstract " : overrides ? "override " : method is { IsVirtual: true, IsFinal: false } ? "virtual " : "");
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string modifier = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? (parameter.IsIn ? "in " : "ref ") : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        return $"{modifier}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Literal(parameter.DefaultValue) : "")}";
    }

    private static string Literal(object? value) => value switch
    {
        null => "default",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return Name(type.GetElementType()!);
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsGenericParameter)
            return type.Name;
        if (Nullable.GetUnderlyingType(type) is Type underlying)
            return Name(underlying) + "?";
        string simple = type.FullName switch
        {
            "System.Void" => "void",
            "System.Boolean" => "bool",
            "System.Byte" => "byte",
            "System.Int16" => "short",
            "System.Int32" => "int",
            "System.Int64" => "long",
            "System.UInt32" => "uint",
            "System.UInt64" => "ulong",
            "System.Single" => "float",
            "System.Double" => "double",
            "System.String" => "string",
            "System.Object" => "object",
            _ => type.Name,
        };
        if (type.IsNested)
            simple = $"{Name(type.DeclaringType!)}.{simple}";
        if (!type.IsGenericType)
            return simple;
        int tick = simple.IndexOf('`', StringComparison.Ordinal);
        if (tick < 0)
            return simple;
        return $"{simple[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
