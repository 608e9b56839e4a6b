"""Result folders made to do harm, and what comes of them."""
