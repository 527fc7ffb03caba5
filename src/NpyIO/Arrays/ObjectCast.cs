using System.Diagnostics.CodeAnalysis;

namespace NpyIO.Arrays;

/// <summary>Python objects as the types that are asked for.</summary>
internal static class ObjectCast
{
    /// <summary>The value as T: it is one, or a NumPy scalar of one, or null where T may be.</summary>
    internal static bool TryTo<T>(object? value, [MaybeNull] out T result)
    {
        if (value is T wanted)
        {
            result = wanted;
            return true;
        }

        if (value is NdArray { Class: ArrayClass.Scalar } scalar && ElementReader.CanRead<T>(scalar.DType))
        {
            result = scalar.Get<T>();
            return true;
        }

        result = default;
        return value is null && default(T) is null;
    }
}
