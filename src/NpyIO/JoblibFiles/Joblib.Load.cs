using System.Runtime.CompilerServices;
using NpyIO.IO;
using NpyIO.JoblibFiles;
using NpyIO.Pickling;

namespace NpyIO;

public static partial class Joblib
{
    /// <summary>
    /// Loads what a file holds: <c>joblib.load(path)</c>. Files of every version of joblib, also those before 0.10, whose arrays are in files beside them; every compression, told by the content.
    /// </summary>
    /// <remarks>
    /// <para>Values come as <see cref="Pickle.Load(string, PickleReadOptions?)"/> gives them. Large arrays are read straight into their own memory, never through a copy of the file.</para>
    /// <para>
    /// A file beside it is only opened where the pickle names it by a bare file name, and where it is a regular file. Errors in it have its name as <see cref="NpyFormatException.EntryName"/>.
    /// Offsets in errors count, in bytes, from the start of the content, after decompression.
    /// </para>
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <exception cref="NpyFormatException">The content is none that can be read: whatever is wrong in it, the message says what and where. A missing package is named.</exception>
    /// <exception cref="IOException">The file system's errors pass through, among them <see cref="FileNotFoundException"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static object? Load(string path, JoblibReadOptions? options = null) => JoblibReader.Read(path, options);

    /// <summary>Loads what begins where a stream stands.</summary>
    /// <remarks>Not a byte more is taken than the content has, unless that is compressed: then the stream stands anywhere behind.</remarks>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read.</exception>
    /// <inheritdoc cref="Load(string, JoblibReadOptions?)" path="/exception"/>
    public static object? Load(Stream stream, JoblibReadOptions? options = null) => JoblibReader.Read(stream, options);

    /// <summary>Loads what begins where a stream stands, if there is anything: false when the stream is at its end. A stream that ends inside a value is an error.</summary>
    /// <remarks>
    /// Several values can follow each other: afterwards the stream stands right behind the value. Compressed data are read to the stream's end and must hold one value; decompress the stream to
    /// read several.
    /// </remarks>
    /// <param name="stream">The stream; it need not be able to seek, and stays open.</param>
    /// <param name="value">The value, which may be null as None is; null at the end.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <returns>Whether there was a value.</returns>
    /// <inheritdoc cref="Load(Stream, JoblibReadOptions?)" path="/exception"/>
    public static bool TryLoad(Stream stream, out object? value, JoblibReadOptions? options = null) => JoblibReader.TryRead(stream, options, out value);

    /// <summary>Loads what some bytes hold; they are copied.</summary>
    /// <param name="data">The content of a file.</param>
    /// <param name="options">How to read; null for <see cref="JoblibReadOptions.Default"/>.</param>
    /// <returns>The value, which owns its memory.</returns>
    /// <inheritdoc cref="Load(string, JoblibReadOptions?)" path="/exception[@cref='T:NpyIO.NpyFormatException']"/>
    [OverloadResolutionPriority(1)]
    public static object? Load(ReadOnlyMemory<byte> data, JoblibReadOptions? options = null) => JoblibReader.Read(new MemorySource(data), folder: null, options);

    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, JoblibReadOptions?)"/>
    public static object? Load(ReadOnlySpan<byte> data, JoblibReadOptions? options = null) =>
        PinnedSource.Use(data, options, static (source, options) => JoblibReader.Read(source, folder: null, options));

    /// <summary>Loads what a file holds as what it is known to be: <c>Load&lt;NdArray&gt;</c>, <c>Load&lt;PickleDictionary&gt;</c>, <c>Load&lt;PickleObject&gt;</c>.</summary>
    /// <typeparam name="T">The type of the value, which is not converted, but that SciPy's sparse matrices and arrays come as a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value is something else; the message says what.</exception>
    /// <inheritdoc cref="Load(string, JoblibReadOptions?)" path="/remarks|/param|/returns|/exception"/>
    public static T Load<T>(string path, JoblibReadOptions? options = null) => PickleCast.OfFile<T>(Load(path, options), path);

    /// <summary>Loads what begins where a stream stands as what it is known to be.</summary>
    /// <typeparam name="T">The type of the value, which is not converted, but that SciPy's sparse matrices and arrays come as a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value is something else; the message says what.</exception>
    /// <inheritdoc cref="Load(Stream, JoblibReadOptions?)" path="/remarks|/param|/returns|/exception"/>
    public static T Load<T>(Stream stream, JoblibReadOptions? options = null) => As<T>(Load(stream, options));

    /// <summary>Loads what some bytes hold as what it is known to be.</summary>
    /// <typeparam name="T">The type of the value, which is not converted, but that SciPy's sparse matrices and arrays come as a <see cref="SparseMatrix"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value is something else; the message says what.</exception>
    /// <inheritdoc cref="Load(ReadOnlyMemory{byte}, JoblibReadOptions?)" path="/param|/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public static T Load<T>(ReadOnlyMemory<byte> data, JoblibReadOptions? options = null) => As<T>(Load(data, options));

    /// <inheritdoc cref="Load{T}(ReadOnlyMemory{byte}, JoblibReadOptions?)"/>
    public static T Load<T>(ReadOnlySpan<byte> data, JoblibReadOptions? options = null) => As<T>(Load(data, options));

    private static T As<T>(object? value) => PickleCast.To<T>(value, place: null);
}
