using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using NpyIO.Codecs;
using NpyIO.Errors;
using NpyIO.Tests.Support;
using Xunit;

namespace NpyIO.Tests;

/// <summary>What is printed, and what is said of bad content, is the same whatever the culture.</summary>
public sealed class CultureTests
{
    private static readonly CultureInfo Odd = MakeOdd();

    /// <summary>With the minus signs of Swedish, Persian and Arabic, which the invariant data of this process lack.</summary>
    private static readonly CultureInfo[] Cultures = [Odd, WithMinus("\u2212"), WithMinus("\u200e\u2212"), WithMinus("\u061c-")];

    private static readonly Type PlatformHandler = typeof(object).Assembly.GetType("System.Runtime.CompilerServices.DefaultInterpolatedStringHandler", throwOnError: true)!;

    public static TheoryData<object> Printed => new()
    {
        new PickleFraction(-7, 2),
        new PickleRange(-5, new BigInteger(-1), -2),
        new PickleRange(-5, 3, 1),
        new PickleSlice(-1L, -2.5, -3L),
        new Complex64(-1.5f, -2.5f),
        new Datetime64(-12345, DatetimeUnit.Day),
        new Timedelta64(-12345, DatetimeUnit.Day),
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void ToString_OddCulture_IsTheSame(object value) => Assert.Equal(In(CultureInfo.InvariantCulture, value.ToString), In(Odd, value.ToString));

    [Theory]
    [InlineData("(-5,)")]
    [InlineData("(2, -3)")]
    [InlineData("(-1.5,)")]
    public void Load_BadShapeInOddCulture_SaysTheSame(string shape)
    {
        byte[] content = NpyBytes.Of("'<i4'", shape, []);
        byte[] archive = ZipBytes.Of(false, ("a.npy", content));

        Assert.Equal(In(CultureInfo.InvariantCulture, () => Message(() => Npy.Load(content))), In(Odd, () => Message(() => Npy.Load(content))));
        Assert.Equal(In(CultureInfo.InvariantCulture, () => Message(() => Npz.Load(archive))), In(Odd, () => Message(() => Npz.Load(archive))));
    }

    /// <summary>Every message that arguments alone can raise: what the helpers throw is the same text, whatever they are given.</summary>
    [Theory]
    [MemberData(nameof(Helpers))]
    public void Throw_OddCulture_SaysTheSame(string name)
    {
        foreach (MethodInfo helper in HelpersOf(name))
        {
            object?[] arguments = [.. helper.GetParameters().Select(parameter => Argument(parameter.ParameterType))];
            string expected = In(CultureInfo.InvariantCulture, () => What(helper, arguments));

            foreach (CultureInfo culture in Cultures)
                Assert.Equal(expected, In(culture, () => What(helper, arguments)));
        }
    }

    /// <summary>Messages whose helpers take spans.</summary>
    [Fact]
    public void Arguments_OddCulture_SayTheSame()
    {
        NdArray array = NdArray.Create(DType.Parse("<f8"), 2, 3);
        Action[] mistakes =
        [
            () => array.GetValue(-5, 0),
            () => array.At(-5),
            () => array.At(1, 2, 3),
            () => array.GetValue(-5),
            () => array.Reshape(-7),
            () => array.Reshape(-1, -1),
            () => array.Transpose(-3, 1),
            () => NdArray.Create(DType.Parse("<f8"), -3L),
            () => NdArray.FromBuffer(new byte[7], DType.Parse("<f8")),
            () => array.CopyTo(new byte[1]),
            () => NdArray.FromArray(new[] { -2.5 }).To<int>(Casting.Checked),
            () => NdArray.FromArray(new[] { -(1L << 53) - 1 }).To<double>(Casting.Checked),
            () => NdArray.FromArray(new object[] { -1.5 }).To<uint>(Casting.Checked),
            () => Datetime64.FromDateTime(default),
            () => _ = new Datetime64(-1, DatetimeUnit.Day, -2),
            () => _ = new NpyReadOptions { MaxHeaderSize = -1 },
            () => Npz.Save([new NpzItem("a", array)], new NpzWriteOptions { Alignment = -3 }),
            () => Pickle.Save(new Dictionary<object, object?> { [new Version(1, 2)] = 1 }),
            () => SparseMatrix.Csr([-2L, -3], NdArray.FromArray(new[] { 1.0 }), NdArray.FromArray(new[] { -1 }), NdArray.FromArray(new[] { 0, 1 })).ToString(),
        ];

        foreach (Action mistake in mistakes)
        {
            string expected = In(CultureInfo.InvariantCulture, () => What(mistake));
            Assert.True(expected.Length > 0, $"mistake {Array.IndexOf(mistakes, mistake)} is none");
            foreach (CultureInfo culture in Cultures)
                Assert.Equal(expected, In(culture, () => What(mistake)));
        }
    }

    /// <summary>Nothing in the libraries or the tool writes or reads numbers, dates or letters as the current culture does; the compiler's own way of making texts of <c>$"…"</c> is theirs.</summary>
    [Theory]
    [InlineData(typeof(Npy))]
    [InlineData(typeof(NpyCodecs))]
    [InlineData(typeof(NumSharpExtensions))]
    [InlineData(typeof(NpyAssert))]
    [InlineData(typeof(Cli.CliRun))]
    public void Code_OfAnAssembly_NamesTheCulture(Type type)
    {
        Assembly assembly = type == typeof(Cli.CliRun) ? Assembly.Load("NpyIO.Cli") : type.Assembly;

        var found = CalledMethods.Of(assembly)
            .Where(call => !IsGenerated(call.Caller) && DependsOnCulture(call.Called, call.Receiver))
            .Select(call => $"{call.Caller.DeclaringType}.{call.Caller.Name} calls {call.Called} of {call.Receiver ?? call.Called.DeclaringType}");
        Assert.False(found.Any(), string.Join('\n', found));
    }

    public static TheoryData<string> Helpers => [.. AllHelpers.Select(helper => $"{helper.DeclaringType!.Name}.{helper.Name}").Distinct()];

    private static IEnumerable<MethodInfo> AllHelpers =>
        from type in new[] { typeof(Throw), typeof(CodecsThrow), typeof(NumSharpThrow), typeof(TestingThrow) }
        from helper in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where !helper.IsGenericMethodDefinition && !helper.Name.Contains('<', StringComparison.Ordinal) && helper.GetParameters().All(parameter => !parameter.ParameterType.IsByRefLike && !parameter.ParameterType.IsByRef)
        select helper;

    private static IEnumerable<MethodInfo> HelpersOf(string name) => AllHelpers.Where(helper => $"{helper.DeclaringType!.Name}.{helper.Name}" == name);

    private static object? Argument(Type type) => type switch
    {
        _ when type == typeof(int) => -7,
        _ when type == typeof(long) => -1234567L,
        _ when type == typeof(short) => (short)-7,
        _ when type == typeof(double) => -1.5,
        _ when type == typeof(string) => "text",
        _ when type == typeof(object) => -2.5,
        _ when type == typeof(BigInteger) => new BigInteger(-5),
        _ when type == typeof(DateTime) => new DateTime(2020, 2, 29, 1, 2, 3),
        _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(-12345),
        _ when type == typeof(Type) => typeof(int),
        _ when type == typeof(DType) => DType.Parse("<f8"),
        _ when type == typeof(byte[]) => new byte[] { 1, 2 },
        _ when type == typeof(long[]) => new long[] { -1, 2 },
        _ when type == typeof(int[]) => new[] { -1, 2 },
        _ when type == typeof(Exception) => new IOException("failed"),
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ => null,
    };

    /// <summary>What a helper throws or says. One that needs more than it is given here throws nothing of its own.</summary>
    private static string What(MethodInfo helper, object?[] arguments) => What(() =>
    {
        try
        {
            return $"{helper.Invoke(null, arguments)}";
        }
        catch (TargetInvocationException e)
        {
            throw e.InnerException!;
        }
    });

    private static string What(Action action) => What(() =>
    {
        action();
        return "";
    });

    private static string What(Func<string> action)
    {
        try
        {
            return action();
        }
        catch (Exception e)
        {
            return $"{e.GetType()}: {e.Message}";
        }
    }

    /// <summary>What the compiler writes for records, and what it makes texts with, see InvariantInterpolation.cs.</summary>
    private static bool IsGenerated(MethodBase method) =>
        method.DeclaringType!.FullName == PlatformHandler.FullName
        || method.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)) && method.Name is nameof(ToString) or "PrintMembers";

    private static bool DependsOnCulture(MethodBase called, Type? receiver)
    {
        Type type = called.DeclaringType!;
        Type[] parameters = [.. called.GetParameters().Select(parameter => parameter.ParameterType)];
        Type[] arguments = called.IsGenericMethod ? called.GetGenericArguments() : [];
        if (parameters.Any(parameter => parameter == typeof(IFormatProvider) || parameter == typeof(CultureInfo) || parameter == typeof(StringComparison)))
            return false;
        if (type == PlatformHandler || type == typeof(StringBuilder.AppendInterpolatedStringHandler))
            return called.IsConstructor;
        if (called.Name == nameof(ToString) && called is MethodInfo)
            return (receiver ?? type) != typeof(object) && IsSensitive(receiver ?? type);
        if (type == typeof(ArgumentOutOfRangeException))
            return called.IsConstructor ? parameters.Length == 3 : called.Name.StartsWith("ThrowIf", StringComparison.Ordinal);
        if (type == typeof(string))
        {
            return called.Name switch
            {
                nameof(string.Join) or nameof(string.Concat) => parameters.Concat(arguments).Any(IsOfSensitive),
                nameof(string.Format) or nameof(string.ToUpper) or nameof(string.ToLower) => true,
                nameof(string.Compare) or nameof(string.CompareTo) => true,
                nameof(string.StartsWith) or nameof(string.EndsWith) or nameof(string.IndexOf) or nameof(string.LastIndexOf) => parameters[0] == typeof(string),
                _ => false,
            };
        }
        if (type == typeof(StringBuilder) || type.IsAssignableTo(typeof(TextWriter)) || type == typeof(Convert))
        {
            return called.Name is nameof(StringBuilder.Append) or nameof(StringBuilder.AppendJoin) or nameof(StringBuilder.Insert) or nameof(TextWriter.Write) or nameof(TextWriter.WriteLine) or nameof(Convert.ToString) or nameof(Convert.ChangeType)
                && parameters.Skip(called.Name == nameof(StringBuilder.Insert) ? 1 : 0).Take(1).Any(IsOfSensitive);
        }

        return called.Name is "Parse" or "TryParse" && IsSensitive(type);
    }

    private static bool IsOfSensitive(Type type) => IsSensitive(type) || type.IsArray && IsSensitive(type.GetElementType()!) || type.IsGenericType && type.GetGenericArguments().Any(IsSensitive);

    /// <summary>Signs, points and dates are written as the culture has them. A type parameter may be anything.</summary>
    private static bool IsSensitive(Type type) =>
        Nullable.GetUnderlyingType(type) is { } underlying ? IsSensitive(underlying)
        : type.IsGenericParameter || type == typeof(object)
        || type.IsAssignableTo(typeof(IFormattable)) && !type.IsEnum && !(type.IsPrimitive && IsUnsigned(type)) && type.Namespace?.Split('.')[0] != nameof(NpyIO);

    private static bool IsUnsigned(Type type) => type == typeof(byte) || type == typeof(ushort) || type == typeof(uint) || type == typeof(ulong) || type == typeof(nuint) || type == typeof(char);

    private static string Message(Action load) => Assert.Throws<NpyFormatException>(load).Message;

    private static T In<T>(CultureInfo culture, Func<T> function)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return function();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static CultureInfo WithMinus(string minus)
    {
        CultureInfo culture = MakeOdd();
        culture.NumberFormat.NegativeSign = minus;
        return culture;
    }

    private static CultureInfo MakeOdd()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus ";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.DateTimeFormat.ShortDatePattern = "yy_MM_dd";
        culture.DateTimeFormat.DateSeparator = "|";
        culture.DateTimeFormat.TimeSeparator = ";";
        return culture;
    }
}
