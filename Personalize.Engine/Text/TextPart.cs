namespace Personalize.Engine.Text;

/// <summary>One field of a document. Phrases do not reach across parts.</summary>
/// <param name="Weight">How often each of its terms counts; finite, above 0.</param>
public readonly record struct TextPart(string Text, double Weight)
{
    public TextPart(string text) : this(text, 1)
    {
    }
}
