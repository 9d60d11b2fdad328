//! Those who act on a world.

/// A population with one policy. A tuple of actors acts in the order it is written, so that a
/// model's step reads as a list and is dispatched statically.
pub trait Actor<World: ?Sized> {
    /// Why the population could not act. A call the protocol refuses is part of its policy.
    type Error;

    /// Lets every member do in this step what the policy says.
    ///
    /// # Errors
    /// Those of the policy; actors later in a tuple do not act then.
    fn act(&mut self, world: &mut World) -> Result<(), Self::Error>;
}

macro_rules! actors_in_order {
    ($first:ident $($rest:ident)+) => {
        impl<World: ?Sized, $first: Actor<World>, $($rest: Actor<World, Error = $first::Error>),+>
            Actor<World> for ($first, $($rest),+)
        {
            type Error = $first::Error;

            #[inline]
            #[allow(non_snake_case, reason = "the type's letter is the member's name")]
            fn act(&mut self, world: &mut World) -> Result<(), Self::Error> {
                let ($first, $($rest),+) = self;
                $first.act(world)?;
                $($rest.act(world)?;)+
                Ok(())
            }
        }
    };
}

actors_in_order!(A B);
actors_in_order!(A B C);
actors_in_order!(A B C D);
actors_in_order!(A B C D E);
actors_in_order!(A B C D E F);
actors_in_order!(A B C D E F G);
actors_in_order!(A B C D E F G H);

#[cfg(test)]
mod tests {
    use super::*;

    struct Writes(u8);

    impl Actor<Vec<u8>> for Writes {
        type Error = u8;

        fn act(&mut self, world: &mut Vec<u8>) -> Result<(), u8> {
            if self.0 == 0 {
                return Err(0);
            }
            world.push(self.0);
            Ok(())
        }
    }

    #[test]
    fn actors_of_a_tuple_act_in_the_order_written() {
        let mut world = Vec::new();
        assert_eq!((Writes(1), Writes(2), Writes(3)).act(&mut world), Ok(()));
        assert_eq!(world, [1, 2, 3]);
    }

    #[test]
    fn nobody_acts_after_an_error() {
        let mut world = Vec::new();
        assert_eq!((Writes(1), Writes(0), Writes(3)).act(&mut world), Err(0));
        assert_eq!(world, [1]);
    }
}
