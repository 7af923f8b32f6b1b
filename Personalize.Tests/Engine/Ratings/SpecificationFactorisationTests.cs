using Personalize.Engine.Ratings;

namespace Personalize.Tests.Engine.Ratings;

public sealed class SpecificationFactorisationTests
{
    [Fact]
    public void The_step_of_the_formula_is_as_worked_by_hand()
    {
        double[] p = [0.1, 0.2];
        double[] q = [0.3, 0.4];

        Assert.Equal(3.89, SpecificationFactorisation.Error(p, q, 4), 12);
        SpecificationFactorisation.Step(p, q, rating: 4, rate: 0.01, regularisation: 0.02);

        Assert.Equal([0.12332, 0.23108], p.Select(value => Math.Round(value, 12)));
        Assert.Equal([0.30772, 0.41548], q.Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void The_step_of_the_sample_code_is_as_worked_by_hand()
    {
        double[] p = [0.1, 0.2];
        double[] q = [0.3, 0.4];

        SpecificationFactorisation.SampleStep(p, q, rating: 4, rate: 0.01, regularisation: 0.02);

        Assert.Equal([0.11165, 0.21552], p.Select(value => Math.Round(value, 12)));
        Assert.Equal([0.30383, 0.4077], q.Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void The_two_are_one_step_under_half_the_rate_and_twice_the_penalty()
    {
        double[] p = [0.1, -0.2], q = [0.3, 0.4], sampleP = [0.1, -0.2], sampleQ = [0.3, 0.4];

        SpecificationFactorisation.Step(p, q, 4, rate: 0.005, regularisation: 0.04);
        SpecificationFactorisation.SampleStep(sampleP, sampleQ, 4, rate: 0.01, regularisation: 0.02);

        for (var factor = 0; factor < 2; factor++)
        {
            Assert.Equal(sampleP[factor], p[factor], 15);
            Assert.Equal(sampleQ[factor], q[factor], 15);
        }
    }

    [Fact]
    public void Factors_of_different_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => SpecificationFactorisation.Error([1], [1, 2], 3));
}
