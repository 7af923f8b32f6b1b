namespace Personalize.Engine.Interactions;

/// <summary>What a customer did. Default engagement weights follow the specification: 0.1, 0.3, 0.4, 0.5, 1.0.</summary>
public enum ActivityKind
{
    View,
    Like,
    Comment,
    Share,
    Purchase,
}
