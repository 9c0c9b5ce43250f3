namespace YemotAi.Business.Search;

/// <summary>A form under which a word may be found.</summary>
/// <param name="Text">The form, in the tokenizer's spelling.</param>
/// <param name="Weight">How sure it is, over 0 up to 1 for the word itself.</param>
internal readonly record struct WordForm(string Text, double Weight);
