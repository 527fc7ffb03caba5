using System.ComponentModel;

namespace NpyIO;

/// <summary>What generated code knows of a struct in memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum NpyRecordLayout
{
    /// <summary>The struct holds more than its fields, or in another order; the dtype is packed.</summary>
    Converted,

    /// <summary>The struct is laid out sequentially and holds the fields, in their order; the dtype has that layout if the fields are plain bytes.</summary>
    Own,

    /// <summary>As <see cref="Own"/>, but the dtype is packed, which may be the same.</summary>
    OwnPacked,
}
