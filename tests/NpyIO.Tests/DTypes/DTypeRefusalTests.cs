using Xunit;

namespace NpyIO.Tests.DTypes;

/// <summary>What NumPy refuses, and the little that it takes and this library does not.</summary>
public class DTypeRefusalTests
{
    public static readonly TheoryData<string, NpyFormatReason, long, string> Cases = new()
    {
        { "f12", NpyFormatReason.Unsupported, 0, "'f12' is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there (at byte 0)" },
        { "complex192", NpyFormatReason.Unsupported, 0, "'complex192' is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there (at byte 0)" },
        { "f10", NpyFormatReason.Unsupported, 0, "'f10' is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there (at byte 0)" },
        { "c20", NpyFormatReason.Unsupported, 0, "'c20' is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there (at byte 0)" },
        { "c24", NpyFormatReason.Unsupported, 0, "'c24' is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there (at byte 0)" },
        { "float80", NpyFormatReason.Unsupported, 0, "'float80' is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there (at byte 0)" },
        { "float96", NpyFormatReason.Unsupported, 0, "'float96' is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there (at byte 0)" },
        { "complex160", NpyFormatReason.Unsupported, 0, "'complex160' is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there (at byte 0)" },
        { ">f12", NpyFormatReason.Unsupported, 0, "'>f12' is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there (at byte 0)" },
        { "T5", NpyFormatReason.BadDescr, 0, "'T5' is not a dtype that NumPy knows (at byte 0)" },
        { "f8,,f4", NpyFormatReason.BadDescr, 3, "',' before a type is neither a count nor a shape (at byte 3)" },
        { "(2)i4", NpyFormatReason.BadDescr, 0, "'(2)i4' is not a dtype that NumPy knows (at byte 0)" },
        { "(2,3)", NpyFormatReason.BadDescr, 0, "item 1 of the comma string '(2,3)' is not a type with a count (at byte 0)" },
        { "<2>i4", NpyFormatReason.BadDescr, 0, "'<2>i4' has two byte orders that differ (at byte 0)" },
        { "M8[s", NpyFormatReason.BadDescr, 0, "'M8[s' has the datetime unit '[s', which NumPy does not know (at byte 0)" },
        { "M8[]", NpyFormatReason.BadDescr, 0, "'M8[]' has the datetime unit '[]', which NumPy does not know (at byte 0)" },
        { "M8[-1s]", NpyFormatReason.BadDescr, 0, "'M8[-1s]' has the datetime unit '[-1s]', which NumPy does not know (at byte 0)" },
        { "M8[s/7]", NpyFormatReason.BadDescr, 0, "'M8[s/7]' has the datetime unit '[s/7]', which NumPy does not know (at byte 0)" },
        { "M8[s/0]", NpyFormatReason.BadDescr, 0, "'M8[s/0]' has the datetime unit '[s/0]', which NumPy does not know (at byte 0)" },
        { "M8[s/-1]", NpyFormatReason.BadDescr, 0, "'M8[s/-1]' has the datetime unit '[s/-1]', which NumPy does not know (at byte 0)" },
        { "M8[s/]", NpyFormatReason.BadDescr, 0, "'M8[s/]' has the datetime unit '[s/]', which NumPy does not know (at byte 0)" },
        { "M8[s/2147483648]", NpyFormatReason.BadDescr, 0, "'M8[s/2147483648]' has the datetime unit '[s/2147483648]', which NumPy does not know (at byte 0)" },
        { "M8[s/4294967297]", NpyFormatReason.BadDescr, 0, "'M8[s/4294967297]' has the datetime unit '[s/4294967297]', which NumPy does not know (at byte 0)" },
        { "M8[s/2x]", NpyFormatReason.BadDescr, 0, "'M8[s/2x]' has the datetime unit '[s/2x]', which NumPy does not know (at byte 0)" },
        { "M8[B]", NpyFormatReason.BadDescr, 0, "'M8[B]' has the datetime unit '[B]', which NumPy does not know (at byte 0)" },
        { "M4", NpyFormatReason.BadDescr, 0, "'M4' is not a dtype that NumPy knows (at byte 0)" },
        { "M8s", NpyFormatReason.BadDescr, 0, "'M8s' has the datetime unit 's', which NumPy does not know (at byte 0)" },
        { "M8[s]x", NpyFormatReason.BadDescr, 0, "'M8[s]x' has the datetime unit '[s]x', which NumPy does not know (at byte 0)" },
        { "datetime64x", NpyFormatReason.BadDescr, 0, "'datetime64x' has the datetime unit 'x', which NumPy does not know (at byte 0)" },
        { "2M8[D/4],i4", NpyFormatReason.BadDescr, 3, "item 1 of the comma string '2M8[D/4],i4' is not a type with a count (at byte 3)" },
        { "f2[3]", NpyFormatReason.BadDescr, 0, "'f2[3]' is not a dtype that NumPy knows (at byte 0)" },
        { "S2147483648", NpyFormatReason.BadDescr, 0, "'S2147483648' has the width 2147483648, but an item has between 0 and 2147483647 bytes (at byte 0)" },
        { "U536870912", NpyFormatReason.BadDescr, 0, "'U536870912' has the width 536870912, but an item has between 0 and 2147483647 bytes (at byte 0)" },
        { "<float64", NpyFormatReason.BadDescr, 0, "'<float64' is not a dtype that NumPy knows (at byte 0)" },
        { ">int", NpyFormatReason.BadDescr, 0, "'>int' is not a dtype that NumPy knows (at byte 0)" },
        { "F8", NpyFormatReason.BadDescr, 0, "'F8' is not a dtype that NumPy knows (at byte 0)" },
        { "?1", NpyFormatReason.BadDescr, 0, "'?1' is not a dtype that NumPy knows (at byte 0)" },
        { "b2", NpyFormatReason.BadDescr, 0, "'b2' is not a dtype that NumPy knows (at byte 0)" },
        { "i3", NpyFormatReason.BadDescr, 0, "'i3' is not a dtype that NumPy knows (at byte 0)" },
        { "f32", NpyFormatReason.BadDescr, 0, "'f32' is not a dtype that NumPy knows (at byte 0)" },
        { "float8", NpyFormatReason.BadDescr, 0, "'float8' is not a dtype that NumPy knows (at byte 0)" },
        { "bfloat16", NpyFormatReason.BadDescr, 0, "'bfloat16' is not a dtype that NumPy knows (at byte 0)" },
        { "02i4", NpyFormatReason.BadDescr, 0, "'02' before a type is neither a count nor a shape (at byte 0)" },
        { "(2,3i4", NpyFormatReason.BadDescr, 0, "'(2,3' before a type is neither a count nor a shape (at byte 0)" },
        { "(,)i4,f4", NpyFormatReason.BadDescr, 0, "'(,)' before a type is neither a count nor a shape (at byte 0)" },
        { "M8[2147483648s]", NpyFormatReason.BadDescr, 0, "'M8[2147483648s]' has the datetime unit '[2147483648s]', which NumPy does not know (at byte 0)" },
        { "M8[generic/2]", NpyFormatReason.BadDescr, 0, "'M8[generic/2]' has the datetime unit '[generic/2]', which NumPy does not know (at byte 0)" },
        { "M8[as/2]", NpyFormatReason.BadDescr, 0, "'M8[as/2]' has the datetime unit '[as/2]', which NumPy does not know (at byte 0)" },
        { "M8[fs/1000000]", NpyFormatReason.BadDescr, 0, "'M8[fs/1000000]' has the datetime unit '[fs/1000000]', which NumPy does not know (at byte 0)" },
        { "M8[h/7]", NpyFormatReason.BadDescr, 0, "'M8[h/7]' has the datetime unit '[h/7]', which NumPy does not know (at byte 0)" },
        { "m8[D", NpyFormatReason.BadDescr, 0, "'m8[D' has the datetime unit '[D', which NumPy does not know (at byte 0)" },
        { "i4,[", NpyFormatReason.BadDescr, 3, "item 2 of the comma string 'i4,[' is not a type with a count (at byte 3)" },
        { "i4;f4", NpyFormatReason.BadDescr, 0, "'i4;f4' is not a dtype that NumPy knows (at byte 0)" },
        { ".", NpyFormatReason.BadDescr, 0, "'.' is not a dtype that NumPy knows (at byte 0)" },
        { "(2,)S", NpyFormatReason.BadDescr, 0, "'|S0' has no width yet, so it takes a width, not a shape (at byte 0)" },
        { "99999999999S1", NpyFormatReason.BadDescr, 0, "The dtype is not valid: a sub-array has an axis of 99999999999, which is not between 0 and 2147483647 (at byte 0)" },
        { "l8", NpyFormatReason.BadDescr, 0, "'l8' is not a dtype that NumPy knows (at byte 0)" },
        { "<", NpyFormatReason.BadDescr, 0, "'<' is not a dtype that NumPy knows (at byte 0)" },
        { "i4,f8[s]", NpyFormatReason.BadDescr, 3, "'f8[s]' is not a dtype that NumPy knows (at byte 3)" },
        { "i4,M8[25s/5]", NpyFormatReason.BadDescr, 5, "item 2 of the comma string 'i4,M8[25s/5]' is not a type with a count (at byte 5)" },
        { "2", NpyFormatReason.BadDescr, 0, "item 1 of the comma string '2' is not a type with a count (at byte 0)" },
        { "i4,>", NpyFormatReason.BadDescr, 3, "item 2 of the comma string 'i4,>' is not a type with a count (at byte 3)" },
        { "|2<i4", NpyFormatReason.BadDescr, 0, "'|2<i4' has two byte orders that differ (at byte 0)" },
        { "S2147483647,S2", NpyFormatReason.BadDescr, 0, "The dtype is not valid: a record of more than 2147483647 bytes: field 'f1' ends at 2147483649 (at byte 0)" },
        { "3S2147483647", NpyFormatReason.BadDescr, 0, "The dtype is not valid: a sub-array of shape (3,) of 2147483647-byte items is larger than 2147483647 bytes (at byte 0)" },
        { "", NpyFormatReason.BadDescr, 0, "'' is not a dtype that NumPy knows (at byte 0)" },
        { " ", NpyFormatReason.BadDescr, 0, "' ' is not a dtype that NumPy knows (at byte 0)" },
        { " f8", NpyFormatReason.BadDescr, 0, "' f8' is not a dtype that NumPy knows (at byte 0)" },
        { "f8 ", NpyFormatReason.BadDescr, 0, "'f8 ' is not a dtype that NumPy knows (at byte 0)" },
        { " i4,f8", NpyFormatReason.BadDescr, 0, "' ' before a type is neither a count nor a shape (at byte 0)" },
        { "i4, ,f4", NpyFormatReason.BadDescr, 4, "',' before a type is neither a count nor a shape (at byte 4)" },
        { "i4 f4", NpyFormatReason.BadDescr, 0, "'i4 f4' is not a dtype that NumPy knows (at byte 0)" },
        { "i4,f4 x", NpyFormatReason.BadDescr, 5, "item 2 of the comma string 'i4,f4 x' is not a type with a count (at byte 5)" },
        { "M8[D/24 ]", NpyFormatReason.BadDescr, 0, "'M8[D/24 ]' has the datetime unit '[D/24 ]', which NumPy does not know (at byte 0)" },
        { "\ti4,f8", NpyFormatReason.BadDescr, 0, "item 1 of the comma string '\\ti4,f8' is not a type with a count (at byte 0)" },
        { "f8\u0000", NpyFormatReason.BadDescr, 0, "'f8\\x00' is not a dtype that NumPy knows (at byte 0)" },
        { "S5\u0000", NpyFormatReason.BadDescr, 0, "'S5\\x00' is not a dtype that NumPy knows (at byte 0)" },
        { "\u00E9", NpyFormatReason.BadDescr, 0, "'\u00E9' is not a dtype that NumPy knows (at byte 0)" },
        { "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", NpyFormatReason.BadDescr, 0, "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\u2026' is not a dtype that NumPy knows (at byte 0)" },
        { "b'<f8'", NpyFormatReason.BadDescr, 0, "\"b'<f8'\" is not a dtype that NumPy knows (at byte 0)" },
        { "None", NpyFormatReason.BadDescr, 0, "'None' is not a dtype that NumPy knows (at byte 0)" },
        { "('<f4',)", NpyFormatReason.BadDescr, 0, "The tuple of dtype and shape is a tuple of 1, not one of 2 items (at byte 0)" },
        { "[('a','<f4','<i4x')]", NpyFormatReason.BadDescr, 12, "The shape is the string '<i4x', not an integer or a tuple of integers (at byte 12)" },
        { "5", NpyFormatReason.BadDescr, 0, "item 1 of the comma string '5' is not a type with a count (at byte 0)" },
        { "True", NpyFormatReason.BadDescr, 0, "'True' is not a dtype that NumPy knows (at byte 0)" },
        { "[('','')]", NpyFormatReason.BadDescr, 5, "'' is not a dtype that NumPy knows (at byte 5)" },
        { "[('a','<f4',(2.0,))]", NpyFormatReason.BadDescr, 13, "The length of an axis is the float 2, not an integer (at byte 13)" },
        { "[('a','<f4',True)]", NpyFormatReason.BadDescr, 12, "The shape is True, not an integer or a tuple of integers (at byte 12)" },
        { "[(['t','a'],'<f4')]", NpyFormatReason.BadDescr, 2, "The field name is a list of 2, not a string (at byte 2)" },
        { "[(('t','a','b'),'<f4')]", NpyFormatReason.BadDescr, 2, "The field name is a tuple of 3, not a string or a tuple of title and name (at byte 2)" },
        { "[(5,'<f4')]", NpyFormatReason.BadDescr, 2, "The field name is the integer 5, not a string (at byte 2)" },
        { "[('a','<f4'),('b',)]", NpyFormatReason.BadDescr, 13, "The field is a tuple of 1, not a tuple of name, dtype and perhaps a shape (at byte 13)" },
        { "[('a',None)]", NpyFormatReason.BadDescr, 6, "The dtype is None, not a string, a list of fields or a tuple of dtype and shape (at byte 6)" },
        { "('V',(2,))", NpyFormatReason.BadDescr, 5, "a tuple of 1 is not a width for '|V0' (at byte 5)" },
        { "()", NpyFormatReason.BadDescr, 0, "item 1 of the comma string '()' is not a type with a count (at byte 0)" },
        { "('<f4',[])", NpyFormatReason.BadDescr, 7, "The shape is a list of 0, not an integer or a tuple of integers (at byte 7)" },
        { "[('a','<f4',[])]", NpyFormatReason.BadDescr, 12, "The shape is a list of 0, not an integer or a tuple of integers (at byte 12)" },
        { "[('','V','x')]", NpyFormatReason.BadDescr, 9, "the string 'x' is not a width for '|V0' (at byte 9)" },
        { "[('a','S2147483647'),('b','S2')]", NpyFormatReason.BadDescr, 21, "The dtype is not valid: a record of more than 2147483647 bytes: this field ends at 2147483649 (at byte 21)" },
        { "[('a','<f4'),('a','<f4')]", NpyFormatReason.BadDescr, 0, "The dtype is not valid: the name 'a' occurs twice among names and titles (at byte 0)" },
        { "[('', '<f8'),('','<f4')]", NpyFormatReason.BadDescr, 0, "The dtype is not valid: the name '' occurs twice among names and titles (at byte 0)" },
        { "[(('a','a'),'f8')]", NpyFormatReason.BadDescr, 0, "The dtype is not valid: the title 'a' occurs twice among names and titles (at byte 0)" },
        { "[(('a','b'),'f8'),('a','f4')]", NpyFormatReason.BadDescr, 0, "The dtype is not valid: the name 'a' occurs twice among names and titles (at byte 0)" },
        { "[('a','<f4',(-1,))]", NpyFormatReason.BadDescr, 13, "The length of an axis is -1, not between 0 and 2147483647 (at byte 13)" },
        { "[('a','<f4',-1)]", NpyFormatReason.BadDescr, 12, "The length of an axis is -1, not between 0 and 2147483647 (at byte 12)" },
        { "[('a','S1073741824',2)]", NpyFormatReason.BadDescr, 20, "The dtype is not valid: a sub-array of shape (2,) of 1073741824-byte items is larger than 2147483647 bytes (at byte 20)" },
        { "('i1',(2147483647,2147483647,4,0))", NpyFormatReason.BadDescr, 6, "The dtype is not valid: a sub-array of shape (2147483647, 2147483647, 4, 0) of 1-byte items is larger than 2147483647 bytes (at byte 6)" },
        { "[('a','<f4',(2,),3)]", NpyFormatReason.BadDescr, 1, "The field is a tuple of 4, not a tuple of name, dtype and perhaps a shape (at byte 1)" },
        { "[('a','f12')]", NpyFormatReason.Unsupported, 6, "'f12' is a long double of another platform than x86-64, which is not supported; convert it to 'f8' or 'c16' with NumPy there (at byte 6)" },
        { "[('a','b','c')]", NpyFormatReason.BadDescr, 10, "The shape is the string 'c', not an integer or a tuple of integers (at byte 10)" },
        { "{'names':['a'],'formats':[]}", NpyFormatReason.BadDescr, 25, "The entry 'formats' of a dtype's dictionary is a list of 0, not a list of 1 items (at byte 25)" },
        { "{'names':['a','b'],'formats':['i4']}", NpyFormatReason.BadDescr, 29, "The entry 'formats' of a dtype's dictionary is a list of 1, not a list of 2 items (at byte 29)" },
        { "{'names':['a','b'],'formats':['i4','i4'],'offsets':[0]}", NpyFormatReason.BadDescr, 51, "The entry 'offsets' of a dtype's dictionary is a list of 1, not a list of 2 items (at byte 51)" },
        { "{'names':['a','b'],'formats':['i4','i4'],'titles':('T',)}", NpyFormatReason.BadDescr, 50, "The entry 'titles' of a dtype's dictionary is a tuple of 1, not a list of 2 items (at byte 50)" },
        { "{'names':['a','b'],'formats':['i4','i4'],'offsets':[0,4],'titles':[]}", NpyFormatReason.BadDescr, 66, "The entry 'titles' of a dtype's dictionary is a list of 0, not a list of 2 items (at byte 66)" },
        { "{'names':['a'],'formats':'f'}", NpyFormatReason.BadDescr, 25, "The entry 'formats' of a dtype's dictionary is the string 'f', not a list of 1 items (at byte 25)" },
        { "{'names':['a'],'formats':['f4'],'offsets':0}", NpyFormatReason.BadDescr, 42, "The entry 'offsets' of a dtype's dictionary is the integer 0, not a list of 1 items (at byte 42)" },
        { "{'names':['a'],'formats':['f4'],'titles':'T'}", NpyFormatReason.BadDescr, 41, "The entry 'titles' of a dtype's dictionary is the string 'T', not a list of 1 items (at byte 41)" },
        { "{'names':['a'],'formats':['f4'],'itemsize':3}", NpyFormatReason.BadDescr, 0, "The dtype is not valid: the item size 3 is less than the 4 bytes its fields need (at byte 0)" },
        { "{'names':['a'],'formats':['f4'],'itemsize':6,'aligned':True}", NpyFormatReason.BadDescr, 0, "The dtype is not valid: the item size 6 is not a multiple of the alignment 4 (at byte 0)" },
        { "{'names':['a'],'formats':['f4'],'aligned':1}", NpyFormatReason.BadDescr, 42, "The entry 'aligned' of a dtype's dictionary is the integer 1, not True or False (at byte 42)" },
        { "{'names':['a'],'formats':['f4'],'offsets':[2],'aligned':True}", NpyFormatReason.BadDescr, 0, "The dtype is not valid: field 'a' has the offset 2, which its alignment 4 does not divide (at byte 0)" },
        { "{'names':['a'],'formats':['f4'],'offsets':[-1]}", NpyFormatReason.BadDescr, 43, "The offset of a field is -1, not between 0 and 2147483647 (at byte 43)" },
        { "{'names':['a','b'],'formats':['O','i8'],'offsets':[0,2]}", NpyFormatReason.BadDescr, 0, "The dtype is not valid: field 'b' shares bytes with another field, and one of them holds Python objects (at byte 0)" },
        { "{1:2}", NpyFormatReason.BadDescr, 1, "The key of a dtype's dictionary is the integer 1, not a string (at byte 1)" },
        { "{'a':3}", NpyFormatReason.BadDescr, 5, "The field is the integer 3, not a tuple of dtype, offset and perhaps a title (at byte 5)" },
        { "{'a':('i4',0),'a':('i4',4)}", NpyFormatReason.BadKeys, 14, "A dictionary has the key 'a' twice (at byte 14)" },
        { "{'names':['a'],'formats':['f4'],'offsets':['x']}", NpyFormatReason.BadDescr, 43, "The offset of a field is the string 'x', not an integer (at byte 43)" },
        { "{'names':['a'],'formats':['f4'],'itemsize':None}", NpyFormatReason.BadDescr, 43, "The item size is None, not an integer (at byte 43)" },
        { "{'names':['a'],'formats':['f4'],'itemsize':2147483648}", NpyFormatReason.BadDescr, 43, "The item size is 2147483648, not between 0 and 2147483647 (at byte 43)" },
        { "{'names':['a'],'formats':['f4'],'offsets':[2147483644]}", NpyFormatReason.BadDescr, 0, "The dtype is not valid: a record of more than 2147483647 bytes: field 'a' ends at 2147483648 (at byte 0)" },
        { "{'a':('i4',)}", NpyFormatReason.BadDescr, 5, "The field is a tuple of 1, not a tuple of dtype, offset and perhaps a title (at byte 5)" },
        { "{'a':('i4',0,'t',1)}", NpyFormatReason.BadDescr, 5, "The field is a tuple of 4, not a tuple of dtype, offset and perhaps a title (at byte 5)" },
        { "('U',536870912)", NpyFormatReason.BadDescr, 5, "536870912 is not a width for '<U0' (at byte 5)" },
        { "('U',-1)", NpyFormatReason.BadDescr, 5, "-1 is not a width for '<U0' (at byte 5)" },
        { "('S',2147483648)", NpyFormatReason.BadDescr, 5, "2147483648 is not a width for '|S0' (at byte 5)" },
        { "('V',-1)", NpyFormatReason.BadDescr, 5, "-1 is not a width for '|V0' (at byte 5)" },
        { "[((5,'a'),'f4')]", NpyFormatReason.BadDescr, 3, "The field title is the integer 5, not a string (at byte 3)" },
        { "'|S1000000000000'", NpyFormatReason.BadDescr, 0, "'|S1000000000000' has the width 1000000000000, but an item has between 0 and 2147483647 bytes (at byte 0)" },
        { "[('a', '|V1000000000000')]", NpyFormatReason.BadDescr, 7, "'|V1000000000000' has the width 1000000000000, but an item has between 0 and 2147483647 bytes (at byte 7)" },
        { "[('a', '<f8', (1000000, 1000000))]", NpyFormatReason.BadDescr, 14, "The dtype is not valid: a sub-array of shape (1000000, 1000000) of 8-byte items is larger than 2147483647 bytes (at byte 14)" },
        { "[('a', '<f8', 10000000000000000000000000000000000000000000000000000)]", NpyFormatReason.BadDescr, 14, "The length of an axis is of 173 bits, not between 0 and 2147483647 (at byte 14)" },
        { "[('f0', 'x')]", NpyFormatReason.BadDescr, 8, "'x' is not a dtype that NumPy knows (at byte 8)" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Parse_OfNoDType_SaysWhatIsWrong(string text, NpyFormatReason reason, long offset, string message)
    {
        var exception = Assert.Throws<NpyFormatException>(() => DType.Parse(text));

        Assert.Equal(message, exception.Message);
        Assert.Equal(reason, exception.Reason);
        Assert.Equal(offset, exception.Offset);
        Assert.False(DType.TryParse(text, out _));
    }

    [Fact]
    public void Parse_NestedTooDeep_IsRefused()
    {
        string text = "'<f4'";
        for (int depth = 0; depth < 65; depth++)
            text = $"[('a', {text})]";

        var exception = Assert.Throws<NpyFormatException>(() => DType.Parse(text));

        Assert.Equal("The dtype nests deeper than 64 levels (at byte 455)", exception.Message);
        Assert.Equal(NpyFormatReason.TooDeep, exception.Reason);
    }

    [Fact]
    public void Parse_NestedAsDeepAsAllowed_IsADType()
    {
        string text = "'<f4'";
        for (int depth = 0; depth < 64; depth++)
            text = $"[('a', {text})]";

        Assert.Equal(4, DType.Parse(text).ItemSize);
        Assert.Equal(text, DType.Parse(text).Descr);
    }

    /// <summary>Beside those above that are larger by one.</summary>
    [Theory]
    [InlineData("('U',536870911)", 2147483644)]
    [InlineData("('S',2147483647)", 2147483647)]
    [InlineData("('V',0)", 0)]
    [InlineData("{'names':['a'],'formats':['f4'],'itemsize':2147483647}", 2147483647)]
    [InlineData("{'names':['a'],'formats':['f4'],'offsets':[2147483643]}", 2147483647)]
    [InlineData("{'a':('i4',4),'b':('i1',0,'t')}", 8)]
    [InlineData("M8[s/1]", 8)]
    public void Parse_OfTheLargest_IsADType(string text, int itemSize) => Assert.Equal(itemSize, DType.Parse(text).ItemSize);

    [Fact]
    public void Parse_OfTooManyAxes_IsRefused()
    {
        string text = $"('i1', ({string.Concat(Enumerable.Repeat("1,", 65))}))";

        Assert.Equal(
            "The dtype is not valid: a sub-array has 65 axes, more than 64 (at byte 7)",
            Assert.Throws<NpyFormatException>(() => DType.Parse(text)).Message);
    }

    [Fact]
    public void TryParse_OfNull_IsFalse() => Assert.False(DType.TryParse(null, out _));
}
