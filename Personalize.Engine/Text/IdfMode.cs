namespace Personalize.Engine.Text;

/// <summary>How rare a term must be to weigh much. N documents, df of them with the term, natural logarithm.</summary>
public enum IdfMode
{
    /// <summary>The specification's ln(N / df): a term in every document weighs nothing.</summary>
    Spec,

    /// <summary>ln((1 + N) / (1 + df)) + 1: a term in every document weighs 1. What scikit-learn computes.</summary>
    Smooth,
}
