using NpyIO.Archives;
using NpyIO.NpyFiles;
using NpyIO.Signatures;

namespace NpyIO;

// Loads every array, untyped or as elements of one type.
public sealed partial class NpzFile
{
    /// <summary>Loads every array with elements of one CLR type. Each dtype must match that type, in any byte order, unless <see cref="NpyReadOptions.Casting"/> allows a conversion.</summary>
    /// <typeparam name="T">The CLR type of the elements.</typeparam>
    /// <exception cref="InvalidCastException">The elements of an array are of another type; the message names the entry, both types and the casting that converts.</exception>
    /// <exception cref="OverflowException">The casting is <see cref="Casting.Checked"/> and a value would be lost; the message has the entry, the value and its index.</exception>
    /// <inheritdoc cref="Load(NpyReadOptions?)" path="/remarks|/param|/returns|/exception"/>
    public Dictionary<string, NdArray<T>> Load<T>(NpyReadOptions? options = null) => Load(ArrayKind.Of<T>(), options, CancellationToken.None);

    /// <inheritdoc cref="Load{T}(NpyReadOptions?)"/>
    /// <inheritdoc cref="LoadAsync(NpyReadOptions?, CancellationToken)" path="/remarks|/param|/exception"/>
    public Task<Dictionary<string, NdArray<T>>> LoadAsync<T>(NpyReadOptions? options = null, CancellationToken cancellationToken = default) =>
        LoadAsync(ArrayKind.Of<T>(), options, cancellationToken);

    internal Dictionary<string, TArray> Load<TArray>(ArrayKind<TArray> kind, NpyReadOptions? options, CancellationToken cancellationToken)
        where TArray : class
    {
        options ??= Options;
        SharedProgress? progress = SharedProgress.For(options);
        var arrays = new TArray?[_distinct.Length];
        EntryWork.Run(
            _distinct,
            static entry => entry.IsReadByManyThreads,
            options.MaxThreads,
            i =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                arrays[i] = _distinct[i].Read(kind, SharedProgress.Options(progress, options), cancellationToken);
            });
        return Named(arrays);
    }

    internal Task<Dictionary<string, TArray>> LoadAsync<TArray>(ArrayKind<TArray> kind, NpyReadOptions? options, CancellationToken cancellationToken)
        where TArray : class =>
        ReadsAsync ? LoadFromStreamAsync(kind, options, cancellationToken) : Task.Run(() => Load(kind, options, cancellationToken), cancellationToken);

    private async Task<Dictionary<string, TArray>> LoadFromStreamAsync<TArray>(ArrayKind<TArray> kind, NpyReadOptions? options, CancellationToken cancellationToken)
        where TArray : class
    {
        options ??= Options;
        SharedProgress? progress = SharedProgress.For(options);
        var arrays = new TArray?[_distinct.Length];
        for (int i = 0; i < arrays.Length; i++)
            arrays[i] = await _distinct[i].ReadAsync(kind, SharedProgress.Options(progress, options), cancellationToken).ConfigureAwait(false);

        return Named(arrays);
    }

    private Dictionary<string, TArray> Named<TArray>(TArray?[] arrays)
        where TArray : class
    {
        var named = new Dictionary<string, TArray>(arrays.Length, StringComparer.Ordinal);
        for (int i = 0; i < arrays.Length; i++)
        {
            if (arrays[i] is { } array)
                named.Add(_distinct[i].Name, array);
        }

        if (named.Count == 0 && Verdict.IsTorch(_distinct.Select(entry => entry.FullName)))
            NpzThrow.TorchArchive();
        return named;
    }
}
