using System.Runtime.CompilerServices;

namespace YemotAi.Telephony.Yemot.Requests;

/// <summary>One text for each of Yemot's fields, without an allocation of its own.</summary>
[InlineArray((int)YemotField.ReferredFrom + 1)]
internal struct FieldValues
{
    private string? _first;

    /// <summary>The text of a field; null when it was not sent.</summary>
    public string? this[YemotField field]
    {
        readonly get => this[(int)field];
        set => this[(int)field] = value;
    }
}
