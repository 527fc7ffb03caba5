using System.Diagnostics.CodeAnalysis;
using NpyIO.DTypes;

namespace NpyIO;

public sealed partial class DType
{
    /// <summary>
    /// The CLR type of the values: <see cref="double"/> for <c>f8</c>, <see cref="string"/> for <c>U</c>, <c>byte[]</c> for <c>S</c> and raw bytes,
    /// or null if there is none (records and sub-arrays).
    /// </summary>
    public Type? ClrType => ClrTypes.Of(this);

    /// <summary>Returns the dtype of a CLR type: <c>Of&lt;float&gt;()</c> is <c>&lt;f4</c>. An enum has the dtype of its underlying type.</summary>
    /// <typeparam name="T">The CLR type.</typeparam>
    /// <exception cref="ArgumentException">The type alone does not determine a dtype; the message says what to call.</exception>
    public static DType Of<T>()
    {
        // The JIT resolves these branches.
        if (typeof(T) == typeof(double))
            return Float64;
        if (typeof(T) == typeof(float))
            return Float32;
        if (typeof(T) == typeof(int))
            return Int32;
        if (typeof(T) == typeof(long))
            return Int64;
        if (typeof(T) == typeof(byte))
            return UInt8;
        return Of(typeof(T));
    }

    /// <summary>Returns the dtype of a CLR type. An enum has the dtype of its underlying type.</summary>
    /// <param name="type">The CLR type.</param>
    /// <exception cref="ArgumentException">The type alone does not determine a dtype; the message says what to call.</exception>
    public static DType Of(Type type)
    {
        if (!TryOf(type, out DType? dtype))
            DTypeThrow.NoDTypeOf(type);
        return dtype;
    }

    /// <summary>Like <see cref="Of(Type)"/>, but returns false if there is no dtype.</summary>
    /// <param name="type">The CLR type.</param>
    /// <param name="dtype">Its dtype, in native byte order.</param>
    public static bool TryOf(Type type, [NotNullWhen(true)] out DType? dtype)
    {
        ArgumentNullException.ThrowIfNull(type);
        dtype = ClrTypes.Find(type);
        return dtype is not null;
    }
}
