namespace NpyIO.Kernels;

/// <summary>The number types that can be cast to each other.</summary>
internal enum NumberType
{
    None = -1,
    Boolean,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Float16,
    Float32,
    Float64,
    LongDouble,
    Complex64,
    Complex128,
    ComplexLongDouble,
}
