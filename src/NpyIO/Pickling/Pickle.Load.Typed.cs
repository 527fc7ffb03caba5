using System.Runtime.CompilerServices;
using NpyIO.Pickling;

namespace NpyIO;

public static partial class Pickle
{
    /// <summary>Loads the pickle in a file as a value of a known type: <c>Load&lt;NdArray&gt;</c>, <c>Load&lt;PickleDictionary&gt;</c>, <c>Load&lt;string&gt;</c>.</summary>
    /// <typeparam name="T">The type of the value. Nothing is converted, except that <see cref="SparseMatrix"/> reads SciPy's sparse matrices and arrays.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type; the message names it.</exception>
    /// <inheritdoc cref="Load(string, PickleReadOptions?)" path="/param|/returns|/exception"/>
    public static T Load<T>(string path, PickleReadOptions? options = null) => PickleCast.OfFile<T>(Load(path, options), path);

    /// <summary>Loads the pickle at the stream's position as a value of a known type, and consumes no byte after it.</summary>
    /// <typeparam name="T">The type of the value. Nothing is converted, except that <see cref="SparseMatrix"/> reads SciPy's sparse matrices and arrays.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type; the message names it.</exception>
    /// <inheritdoc cref="Load(Stream, PickleReadOptions?)" path="/param|/returns|/exception"/>
    public static T Load<T>(Stream stream, PickleReadOptions? options = null) => As<T>(Load(stream, options));

    /// <summary>Loads the pickle at the start of a buffer as a value of a known type.</summary>
    /// <typeparam name="T">The type of the value. Nothing is converted, except that <see cref="SparseMatrix"/> reads SciPy's sparse matrices and arrays.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type; the message names it.</exception>
    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, PickleReadOptions?)" path="/param|/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public static T Load<T>(ReadOnlyMemory<byte> data, PickleReadOptions? options = null) => As<T>(Load(data, options));

    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, PickleReadOptions?)"/>
    public static T Load<T>(ReadOnlySpan<byte> data, PickleReadOptions? options = null) => As<T>(Load(data, options));

    private static T As<T>(object? value) => PickleCast.To<T>(value, place: null);
}
