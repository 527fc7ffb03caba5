namespace NpyIO.Kernels;

/// <summary>NumPy's tolerance, atol + rtol·|d|, computed as <c>np.isclose</c> does: in the float type of the desired number.</summary>
internal readonly record struct Tolerance(double Relative, double Absolute, NumberType Type)
{
    internal bool IsZero => Relative == 0 && Absolute == 0;

    /// <summary>For numbers that a double can hold.</summary>
    internal double At(double magnitude) => Type switch
    {
        NumberType.Float16 => (double)((Half)Absolute + (Half)Relative * (Half)magnitude),
        NumberType.Float32 => (float)Absolute + (float)Relative * (float)magnitude,
        _ => Absolute + Relative * magnitude,
    };

    internal LongDouble At(LongDouble magnitude) => Type == NumberType.LongDouble
        ? LongDoubleMath.Add(Absolute, LongDoubleMath.Multiply(Relative, magnitude))
        : At((double)magnitude);
}
