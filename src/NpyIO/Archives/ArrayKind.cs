using NpyIO.Coding;
using NpyIO.NpyFiles;

namespace NpyIO.Archives;

/// <summary>What the arrays of an archive are loaded as.</summary>
/// <param name="create">Creates the decoder.</param>
/// <param name="take">Returns the decoder's array, once all of it is there.</param>
internal sealed class ArrayKind<TArray>(DecoderFactory create, Func<ArrayDecoder, TArray> take)
    where TArray : class
{
    internal DecoderFactory Create => create;

    /// <summary>Returns null if there is no decoder, because the entry is not an array.</summary>
    internal TArray? Take(ArrayDecoder? decoder) => decoder is null ? null : take(decoder);
}

/// <summary>Creates the kinds: untyped, and one for each type of elements.</summary>
internal static class ArrayKind
{
    internal static ArrayKind<NdArray> Untyped { get; } = new(Npy.Untyped, static decoder => decoder.ToNdArray());

    internal static ArrayKind<NdArray<T>> Of<T>() => Typed<T>.Kind;

    private static class Typed<T>
    {
        internal static readonly ArrayKind<NdArray<T>> Kind = new(Npy.Typed<T>.Create, static decoder => decoder.ToNdArray<T>());
    }
}
