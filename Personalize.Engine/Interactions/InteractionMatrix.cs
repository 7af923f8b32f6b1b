namespace Personalize.Engine.Interactions;

/// <summary>Immutable customers × items matrix of interaction weights in compressed sparse rows.</summary>
public sealed class InteractionMatrix
{
    public int RowCount => throw new NotImplementedException();
}
