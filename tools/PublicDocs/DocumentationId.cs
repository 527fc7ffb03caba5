using System.Reflection;

namespace NpyIO.Tools;

/// <summary>The names of members in a compiler's XML documentation: C# specification, annex D.4.2.</summary>
internal static class DocumentationId
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Every type and member that users of an assembly can see: public, or protected in a type that can be derived from.</summary>
    internal static IEnumerable<(string Id, MemberInfo Member)> Visible(Assembly assembly)
    {
        foreach (Type type in assembly.GetExportedTypes())
        {
            yield return ("T:" + NameOf(type), type);
            foreach (MemberInfo member in type.GetMembers(Declared))
            {
                switch (member)
                {
                    case FieldInfo field when IsVisible(type, field.IsPublic, field.IsFamily || field.IsFamilyOrAssembly):
                        yield return ($"F:{NameOf(type)}.{field.Name}", field);
                        break;
                    case PropertyInfo property when IsVisible(type, property.GetMethod) || IsVisible(type, property.SetMethod):
                        yield return ($"P:{NameOf(type)}.{property.Name}{Parameters(property.GetIndexParameters())}", property);
                        break;
                    case EventInfo @event when IsVisible(type, @event.AddMethod):
                        yield return ($"E:{NameOf(type)}.{@event.Name}", @event);
                        break;
                    case MethodBase method when IsVisible(type, method):
                        yield return ($"M:{NameOf(type)}.{NameOf(method)}{Parameters(method.GetParameters())}{Result(method)}", method);
                        break;
                    default:
                        break;
                }
            }
        }
    }

    private static bool IsVisible(Type type, MethodBase? method) => method is not null && IsVisible(type, method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly);

    private static bool IsVisible(Type type, bool isPublic, bool isProtected) => isPublic || isProtected && !type.IsSealed;

    private static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    private static string NameOf(MethodBase method) =>
        method.Name.Replace('.', '#') + (method.IsGenericMethodDefinition ? $"``{method.GetGenericArguments().Length}" : "");

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => Of(parameter.ParameterType)))})";

    private static string Result(MethodBase method) =>
        method is MethodInfo { Name: "op_Implicit" or "op_Explicit" or "op_CheckedExplicit" } conversion ? "~" + Of(conversion.ReturnType) : "";

    private static string Of(Type type)
    {
        if (type.IsGenericParameter)
            return (type.IsGenericMethodParameter ? "``" : "`") + type.GenericParameterPosition;
        if (type.IsByRef)
            return Of(type.GetElementType()!) + "@";
        if (type.IsPointer)
            return Of(type.GetElementType()!) + "*";
        if (type.IsArray)
            return Of(type.GetElementType()!) + (type.GetArrayRank() == 1 ? "[]" : $"[{string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank()))}]");
        return type.IsGenericType ? Constructed(type) : NameOf(type);   // a type's own name inside it has its parameters as arguments
    }

    /// <summary>A nested type has its arguments behind the name of the type that takes them.</summary>
    private static string Constructed(Type type)
    {
        Type[] arguments = type.GetGenericArguments();
        string[] names = type.GetGenericTypeDefinition().FullName!.Split('+');
        int next = 0;
        for (int i = 0; i < names.Length; i++)
        {
            int tick = names[i].IndexOf('`', StringComparison.Ordinal);
            if (tick < 0)
                continue;
            int count = int.Parse(names[i].AsSpan(tick + 1), System.Globalization.CultureInfo.InvariantCulture);
            names[i] = $"{names[i][..tick]}{{{string.Join(',', arguments[next..(next + count)].Select(Of))}}}";
            next += count;
        }
        return string.Join('.', names);
    }
}
