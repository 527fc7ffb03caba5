namespace NpyIO.Arrays.Comparing;

/// <summary>Compares Python objects, and text of any length: numbers by their value, anything else by type and content. Either side can be an array of another dtype.</summary>
internal sealed class ObjectComparer(CompareRule rule) : ElementComparer(rule)
{
    // Equals no object.
    private static readonly object InvalidText = new();

    private bool _hasOnlyNumbers = true;
    private bool _hasRatio;
    private object? _maxDistance;
    private double _maxRatio = double.PositiveInfinity;

    // Arrays of objects are few and small, and reading them is not for several threads.
    internal override bool IsParallel => false;

    // NumPy subtracts all elements, which fails if one cannot be subtracted.
    internal override NdArray? MaxAbsolute => _hasOnlyNumbers && _maxDistance is not null ? ObjectElements.Of([_maxDistance], [], DType.Object) : null;

    internal override NdArray? MaxRelative => MaxAbsolute is null ? null : ObjectElements.Of([_maxRatio], [], DType.Object);

    internal override void Add(in ComparedPart part, Span<bool> marks)
    {
        for (int i = 0; i < part.Count; i++)
        {
            (NdArray actual, NdArray desired) = part.ElementsOf(i);
            object? left = ValueOf(actual), right = ValueOf(desired);
            if (_hasOnlyNumbers && !(PythonNumbers.IsNumber(left) && PythonNumbers.IsNumber(right)))
                _hasOnlyNumbers = false;
            if (AreEqual(left, right))
                continue;
            Found(DifferenceKinds.Value, part, i, marks);
            if (_hasOnlyNumbers)
                Measure(left!, right!);
        }
    }

    internal override ElementComparer Fork() => new ObjectComparer(Rule);

    private bool AreEqual(object? left, object? right)
    {
        if (PythonNumbers.IsNaN(left) && PythonNumbers.IsNaN(right))
            return Rule.Options.EqualNaN;
        return PythonNumbers.AreEqual(left, right) ?? ObjectEquality.AreEqual(left, right);
    }

    private void Measure(object left, object right)
    {
        object distance = PythonNumbers.Distance(left, right);
        _maxDistance = _maxDistance is not null && PythonNumbers.IsAtLeast(_maxDistance, distance) ? _maxDistance : distance;
        if (PythonNumbers.IsZero(right))
            return;
        double ratio = PythonNumbers.Ratio(distance, right);
        _maxRatio = _hasRatio && _maxRatio >= ratio ? _maxRatio : ratio;
        _hasRatio = true;
    }

    private static object? ValueOf(NdArray element)
    {
        if (element.DType.Kind == DTypeKind.String)
            return ElementReader.TextOrNull(ref element.Memory.At(element.Layout.Offset), element.DType) ?? InvalidText;
        object? value = element.GetValue();
        // NumPy's scalars are arrays without axes.
        if (value is NdArray { Rank: 0, DType.Kind: DTypeKind.Boolean or DTypeKind.SignedInteger or DTypeKind.UnsignedInteger or DTypeKind.Float or DTypeKind.Complex } scalar)
            return scalar.GetValue();
        return value is null && element.DType.Kind == DTypeKind.VariableString ? element.DType.NaObject : value;
    }
}
