namespace NpyIO.Literals;

// Brackets: which are open, the values in them, and what they become when they close.
internal ref partial struct PythonLiteralParser
{
    private void Open(char bracket)
    {
        if (_depth == LiteralLimits.MaxDepth)
            LiteralThrow.LiteralTooDeep(OffsetOf(_position));
        _frames[_depth].AtItemStart = false;
        if (++_depth == _frames.Length)
            Grow(ref _frames);
        _frames[_depth] = new Frame { Open = bracket, Offset = OffsetOf(_position), FirstValue = _valueCount, AtItemStart = true };
        _position++;
    }

    private void Close(char bracket)
    {
        ref Frame frame = ref _frames[_depth];
        char expected = frame.Closer;
        if (bracket != expected)
            LiteralThrow.LiteralUnexpected(OffsetOf(_position), DescribeNext(), expected == '\0' ? "a value" : $"'{expected}'");
        _position++;
        _depth--;
        _frames[_depth].AtItemStart = false;

        int count = _valueCount - frame.FirstValue;
        if (frame.Open == '(' && count == 1 && !frame.HasComma)
            return; // Parentheses around one value do not change it.

        PythonLiteral[] items = _values.Slice(frame.FirstValue, count).ToArray();
        _valueCount = frame.FirstValue;
        if (frame.Open == '{' && !frame.IsSet)
            RequireDistinctKeys(items);
        Push(PythonLiteral.FromItems(frame.Kind, items, frame.Offset));
        _form = Form.Other;
    }

    private void CompleteOperand(ref Frame frame)
    {
        ref PythonLiteral value = ref _values[_valueCount - 1];
        if (frame.HasSign)
        {
            if (_form != Form.Number)
                LiteralThrow.LiteralSign(frame.SignOffset, value.Describe());
            if (frame.IsNegative)
                value = value.Negate(frame.SignOffset);
            frame.HasSign = frame.IsNegative = false;
            _form = Form.SignedNumber;
        }

        if (frame.HasLeft)
        {
            if (_form != Form.Number || value.Kind != PythonLiteralKind.Complex)
                LiteralThrow.LiteralSum(frame.SignOffset);
            _valueCount--;
            _values[_valueCount - 1] = PythonLiteral.Complex(_values[_valueCount - 1].Offset);
            frame.HasLeft = false;
            _form = Form.Other;
        }
    }

    private void BeginAddition(ref Frame frame)
    {
        // The only sum that literal_eval accepts is a complex number.
        if (_form == Form.Other || _values[_valueCount - 1].Kind == PythonLiteralKind.Complex)
            LiteralThrow.LiteralSum(OffsetOf(_position));
        frame.HasLeft = true;
        frame.SignOffset = OffsetOf(_position++);
    }

    private void CompleteItem(ref Frame frame)
    {
        if (frame.Open != '{')
            return;
        if (frame.IsDict)
        {
            if (!frame.AwaitsValue)
                LiteralThrow.LiteralUnexpected(OffsetOf(_position), DescribeNext(), "':'");
            frame.AwaitsValue = false;
        }
        else
        {
            RequireHashable(_values[_valueCount - 1]);
            frame.IsSet = true;
        }
    }

    private static void RequireHashable(PythonLiteral value)
    {
        // Depth is limited by MaxDepth. A hashable value contains no set or dictionary, so no value is visited twice.
        if (value.Kind is PythonLiteralKind.List or PythonLiteralKind.Set or PythonLiteralKind.Dict)
            LiteralThrow.LiteralUnhashable(value.Offset, value.Describe());
        if (value.Kind == PythonLiteralKind.Tuple)
        {
            foreach (PythonLiteral item in value.ItemArray)
                RequireHashable(item);
        }
    }

    private static void RequireDistinctKeys(PythonLiteral[] items)
    {
        if (items.Length < 4)
            return;
        HashSet<string>? seen = items.Length > 16 ? [] : null;
        for (int i = 0; i < items.Length; i += 2)
        {
            PythonLiteral key = items[i];
            if (key.Kind != PythonLiteralKind.String)
                continue;
            bool isNew = seen?.Add(key.Text) ?? true;
            for (int j = 0; seen is null && j < i; j += 2)
                isNew &= items[j].Kind != PythonLiteralKind.String || items[j].Text != key.Text;
            if (!isNew)
                LiteralThrow.LiteralDuplicateKey(key.Offset, key.Text);
        }
    }

    private static string ExpectedAfterValue(in Frame frame) => frame.Open switch
    {
        '\0' => "the end",
        '{' when frame.IsDict && !frame.AwaitsValue => "':'",
        '{' when !frame.IsDict && !frame.IsSet => "':', ',' or '}'",
        _ => $"',' or '{frame.Closer}'",
    };

    /// <summary>One open bracket, or the text itself.</summary>
    private struct Frame
    {
        /// <summary>NUL for the text itself.</summary>
        public char Open;

        public int Offset;
        public int FirstValue;
        public int SignOffset;

        /// <summary><c>(1,)</c> is a tuple, <c>(1)</c> is not.</summary>
        public bool HasComma;

        /// <summary>Whether nothing of the next item has been read, so that the bracket can close.</summary>
        public bool AtItemStart;

        /// <summary>Whether a sign awaits its number.</summary>
        public bool HasSign;
        public bool IsNegative;

        /// <summary>Whether the left operand of a sum awaits the right one.</summary>
        public bool HasLeft;

        /// <summary>Until the first key or element is read, neither this nor <see cref="IsSet"/> is true.</summary>
        public bool IsDict;
        public bool IsSet;

        /// <summary>Whether a key and its colon await the value.</summary>
        public bool AwaitsValue;

        public readonly char Closer => Open switch { '(' => ')', '[' => ']', '{' => '}', _ => '\0' };

        public readonly PythonLiteralKind Kind => Open switch
        {
            '(' => PythonLiteralKind.Tuple,
            '[' => PythonLiteralKind.List,
            _ => IsSet ? PythonLiteralKind.Set : PythonLiteralKind.Dict,
        };
    }
}
