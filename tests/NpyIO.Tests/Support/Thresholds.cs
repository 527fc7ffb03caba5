using System.Reflection;

namespace NpyIO.Tests.Support;

/// <summary>The constants of the code, whatever they are for: each may be a size or a count from which the code takes another path. Tests try each of them, one more and one less.</summary>
internal static class Thresholds
{
    /// <summary>The largest that tests reach as it is; larger ones are a <c>Threshold</c>, which tests lower.</summary>
    internal const int Reachable = 1 << 20;

    private static readonly Assembly[] Code = [typeof(Npy).Assembly, typeof(NpyCodecs).Assembly, typeof(NumSharpExtensions).Assembly, typeof(NpyIO.Cli.Tool).Assembly];

    /// <summary>The values of the constants in a range, each of them once.</summary>
    internal static IEnumerable<int> Between(int minimum, int maximum) =>
        Constants().Select(constant => constant.Value).Where(value => value >= minimum && value <= maximum).Select(value => (int)value).Distinct().Order();

    /// <summary>Every constant of type <c>int</c> or <c>long</c> that is not part of a file's layout or of the system's interface.</summary>
    internal static IEnumerable<(string Name, long Value)> Constants() =>
        from assembly in Code
        from type in assembly.GetTypes()
        where !type.IsEnum && !IsLayout(type)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where field.IsLiteral && (field.FieldType == typeof(int) || field.FieldType == typeof(long))
        select ($"{type.Name}.{field.Name}", Convert.ToInt64(field.GetRawConstantValue(), provider: null));

    private static bool IsLayout(Type type) => type.Name.EndsWith("Layout", StringComparison.Ordinal) || type.Name is "Libc" or "Errno" || (type.DeclaringType is { } outer && IsLayout(outer));
}
