using System.ComponentModel;

namespace NpyIO;

/// <summary>A C# struct that is a record of NumPy. <see cref="NpyRecordAttribute"/> makes the compiler implement it; do not do so by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INpyRecord
{
    /// <summary>The fields and the dtype; the same object for every value of the struct.</summary>
    NpyRecordInfo Info { get; }
}
