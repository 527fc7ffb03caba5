using System.Diagnostics;
using System.Runtime.CompilerServices;
using NpyIO.Arrays.Printing;
using NpyIO.Errors;

namespace NpyIO;

// The array as text.
[DebuggerDisplay("{Summary,nq}")]
[DebuggerTypeProxy(typeof(ArrayDebugView))]
public sealed partial class NdArray : IFormattable, IDescribed
{
    string IDescribed.Description => Summary;

    /// <summary>The dtype and the shape: <c>NdArray(float64, (2, 3))</c>.</summary>
    internal string Summary => $"NdArray({_dtype}, {PythonText.Shape(Shape)})";

    /// <summary>Returns what <c>str(array)</c> of NumPy 2.4 prints. Of an array of more than 1000 elements, only the edges of each axis are printed and read.</summary>
    /// <exception cref="ObjectDisposedException">The array is mapped and its mapping has been disposed.</exception>
    public override string ToString() => ToString(null, PrintOptions.Default);

    /// <summary>Returns what <c>str(array)</c> of NumPy 2.4 prints with these options.</summary>
    /// <param name="options">The options: <c>np.set_printoptions</c>.</param>
    /// <exception cref="ObjectDisposedException">The array is mapped and its mapping has been disposed.</exception>
    public string ToString(PrintOptions options) => ToString(null, options);

    /// <summary>Returns what <c>str(array)</c> or <c>repr(array)</c> of NumPy 2.4 prints: <c>$"{array:r}"</c>.</summary>
    /// <param name="format"><c>"g"</c>, null or "" for <c>str</c>, <c>"r"</c> for <c>repr</c>.</param>
    /// <param name="formatProvider">Ignored: the text does not depend on the culture.</param>
    /// <exception cref="FormatException">There is no such format.</exception>
    /// <exception cref="ObjectDisposedException">The array is mapped and its mapping has been disposed.</exception>
    [OverloadResolutionPriority(1)]
    public string ToString(string? format, IFormatProvider? formatProvider = null) => ToString(format, PrintOptions.Default);

    /// <summary>Returns what <c>str(array)</c> or <c>repr(array)</c> of NumPy 2.4 prints with these options.</summary>
    /// <param name="format"><c>"g"</c>, null or "" for <c>str</c>, <c>"r"</c> for <c>repr</c>.</param>
    /// <param name="options">The options: <c>np.set_printoptions</c>.</param>
    /// <exception cref="FormatException">There is no such format.</exception>
    /// <exception cref="ObjectDisposedException">The array is mapped and its mapping has been disposed.</exception>
    public string ToString(string? format, PrintOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ArrayPrinter.Print(PrintedArray.Of(this, options), ArrayPrinter.IsRepr(format), options);
    }
}
