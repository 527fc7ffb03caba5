using System.Runtime.CompilerServices;
using NpyIO.Pickling;

namespace NpyIO;

public static partial class Pickle
{
    /// <summary>Loads the pickle in a file as what it is known to be: <c>Load&lt;NdArray&gt;</c>, <c>Load&lt;PickleDictionary&gt;</c>, <c>Load&lt;string&gt;</c>.</summary>
    /// <typeparam name="T">The type of the value, which is not converted, but that SciPy's sparse matrices and arrays come as a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value is something else; the message says what.</exception>
    /// <inheritdoc cref="Load(string, PickleReadOptions?)" path="/param|/returns|/exception"/>
    public static T Load<T>(string path, PickleReadOptions? options = null) => PickleCast.OfFile<T>(Load(path, options), path);

    /// <summary>Loads the pickle that begins where a stream stands as what it is known to be, and takes not one byte more.</summary>
    /// <typeparam name="T">The type of the value, which is not converted, but that SciPy's sparse matrices and arrays come as a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value is something else; the message says what.</exception>
    /// <inheritdoc cref="Load(Stream, PickleReadOptions?)" path="/param|/returns|/exception"/>
    public static T Load<T>(Stream stream, PickleReadOptions? options = null) => As<T>(Load(stream, options));

    /// <summary>Loads the pickle at the start of some bytes as what it is known to be.</summary>
    /// <typeparam name="T">The type of the value, which is not converted, but that SciPy's sparse matrices and arrays come as a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value is something else; the message says what.</exception>
    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, PickleReadOptions?)" path="/param|/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public static T Load<T>(ReadOnlyMemory<byte> data, PickleReadOptions? options = null) => As<T>(Load(data, options));

    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, PickleReadOptions?)"/>
    public static T Load<T>(ReadOnlySpan<byte> data, PickleReadOptions? options = null) => As<T>(Load(data, options));

    private static T As<T>(object? value) => PickleCast.To<T>(value, place: null);
}
