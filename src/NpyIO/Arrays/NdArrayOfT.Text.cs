using System.Diagnostics;
using System.Runtime.CompilerServices;
using NpyIO.Arrays.Printing;
using NpyIO.Errors;

namespace NpyIO;

// The array as text.
[DebuggerDisplay("{Summary,nq}")]
[DebuggerTypeProxy(typeof(ArrayDebugView<>))]
public sealed partial class NdArray<T> : IFormattable, IDescribed
{
    string IDescribed.Description => Summary;

    /// <summary>The dtype and the shape: <c>NdArray&lt;double&gt;(float64, (2, 3))</c>.</summary>
    internal string Summary => $"NdArray<{Describe.NameOf(typeof(T))}>({_dtype}, {PythonText.Shape(Shape)})";

    /// <summary>The caller has checked the offset.</summary>
    internal T ValueAt(long offset) => Read(offset);

    /// <summary>Returns what <c>str(array)</c> of NumPy 2.4 prints. Of an array of more than 1000 elements, only the edges of each axis are printed and read.</summary>
    /// <exception cref="ObjectDisposedException">The array is mapped and its mapping has been disposed.</exception>
    public override string ToString() => ToString(null, PrintOptions.Default);

    /// <inheritdoc cref="NdArray.ToString(PrintOptions)"/>
    public string ToString(PrintOptions options) => ToString(null, options);

    /// <inheritdoc cref="NdArray.ToString(string, IFormatProvider)"/>
    [OverloadResolutionPriority(1)]
    public string ToString(string? format, IFormatProvider? formatProvider = null) => ToString(format, PrintOptions.Default);

    /// <inheritdoc cref="NdArray.ToString(string, PrintOptions)"/>
    public string ToString(string? format, PrintOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ArrayPrinter.Print(PrintedArray.Of(this, options), ArrayPrinter.IsRepr(format), options);
    }
}
