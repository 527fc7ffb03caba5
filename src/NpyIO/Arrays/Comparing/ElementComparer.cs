using System.Runtime.CompilerServices;

namespace NpyIO.Arrays.Comparing;

/// <summary>Compares elements of two dtypes, part by part, and keeps what it finds. For one thread; others get theirs by <see cref="Fork"/>.</summary>
internal abstract class ElementComparer(CompareRule rule)
{
    internal CompareRule Rule => rule;

    internal Findings Findings { get; } = new();

    /// <summary>Whether several threads may compare.</summary>
    internal virtual bool IsParallel => true;

    /// <summary>How NumPy's message calls a value that is missing.</summary>
    internal virtual string NaNWord => "nan";

    /// <summary>The largest absolute difference of values as an array without axes, or null if there is none.</summary>
    internal virtual NdArray? MaxAbsolute => null;

    /// <summary>The largest relative difference, in the same form.</summary>
    internal virtual NdArray? MaxRelative => null;

    /// <summary>The comparers of the fields of a record.</summary>
    internal virtual IReadOnlyList<ComparedField> Fields => [];

    /// <summary>Tells of every desired number whether it is infinite; null if the elements are not numbers.</summary>
    internal virtual Func<NdArray, bool[]>? Infinities => null;

    /// <summary><paramref name="marks"/> gets true for every element that differs, in C order; it is empty if nobody asks.</summary>
    internal abstract void Add(in ComparedPart part, Span<bool> marks);

    internal abstract ElementComparer Fork();

    /// <summary>Adds what another thread has found.</summary>
    internal virtual void Join(ElementComparer other) => Findings.Join(other.Findings);

    /// <summary>Says that what was found in so many elements holds for all of a count.</summary>
    internal virtual void Repeat(long count, int first) => Findings.Repeat(count, first);

    protected static NdArray Scalar<T>(T value)
        where T : unmanaged => new(DType.Of<T>(), ManagedMemory.Of<T>([value]), ArrayLayout.Contiguous([], Unsafe.SizeOf<T>()));

    protected void Found(DifferenceKinds kind, in ComparedPart part, long number, Span<bool> marks)
    {
        Findings.Add(kind, part, number);
        if (!marks.IsEmpty)
            marks[(int)number] = true;
    }
}
